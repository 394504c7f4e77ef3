import type { IncomingHttpHeaders } from 'node:http';
import { tlsFilesOf } from '#config';
import { CodedError } from '#contract';
import type { People } from '#records';
import type { AuthenticatedCallHandler } from '../v1/call/call.js';

const cookie = 'rexflow_queues';

/** Long enough to look at the queues; the console opens a new session without a password. */
const lifeSeconds = 900;

/** POST /queues/session: a browser cannot send a token with a page it opens, so it gets a short-lived one as a cookie. */
export const createBoardSession: AuthenticatedCallHandler<'createBoardSession'> = async (
  { user, headers },
  { people, config },
) => {
  requireAdministrator(user);
  const { token } = await people.issueToken(user, lifeSeconds, 'queues page');
  // A balancer that ended TLS says so; saying so without being one makes only one's own cookie stricter.
  const overTls = headers['x-forwarded-proto'] === 'https' || tlsFilesOf(config.gateway) !== null;
  const secure = overTls ? '; Secure' : '';
  const set = `${cookie}=${token}; Path=/queues; Max-Age=${lifeSeconds}; HttpOnly; SameSite=Strict${secure}`;
  return { status: 204, body: null, headers: { 'Set-Cookie': set } };
};

/** Requires that the cookies of a call open /queues. Throws TOKEN_INVALID, PERMISSION_DENIED. */
export async function requireBoardSession(headers: IncomingHttpHeaders, people: People): Promise<void> {
  const [, token] = new RegExp(`(?:^|; *)${cookie}=([^;]+)`).exec(headers.cookie ?? '') ?? [];
  if (token === undefined)
    throw new CodedError('TOKEN_INVALID', { reason: 'POST /queues/session was not asked first' });
  const check = await people.checkToken(token);
  if (check.state !== 'valid') throw new CodedError('TOKEN_INVALID', { reason: `the session is ${check.state}` });
  requireAdministrator(check.user);
}

function requireAdministrator({ name, role }: { name: string; role: string }): void {
  if (role !== 'admin') throw new CodedError('PERMISSION_DENIED', { user: name });
}
