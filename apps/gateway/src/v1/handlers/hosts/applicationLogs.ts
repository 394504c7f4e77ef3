import { Readable } from 'node:stream';
import type { TailItem } from '#api';
import { CodedError, type Targets } from '#contract';
import type { GatewayDeps } from '../../../state/dependencies.js';
import type { AuthenticatedCallHandler } from '../../call/call.js';
import { acceptRequest } from '../../../requests/acceptRequest.js';
import { acceptedAnswer, originOf } from '../../call/shown.js';
import { tailItems, tailStream } from '../../stream/tailStream.js';
import { namedTargets } from '../toRequest.js';

/** Logs that one caller follows at once. */
const mostApps = 64;

const namesIn = (apps: string): Targets => ({ names: apps.split(',').filter((name) => name !== '') });

/** POST /v1/logs/search: accepts a search. */
export const searchLogs: AuthenticatedCallHandler<'searchLogs'> = async (call, deps) => {
  const { apps, ...how } = call.body;
  const request = { kind: 'searchLogs', targets: namedTargets({ apps }), match: 'fixed', ...how } as const;
  return await acceptedAnswer(await acceptRequest(request, originOf(call), deps), deps);
};

/** POST /v1/logs/files: accepts a listing. */
export const listLogs: AuthenticatedCallHandler<'listLogs'> = async (call, deps) => {
  const request = { kind: 'logFiles', targets: namedTargets({ apps: call.body.apps }) } as const;
  return await acceptedAnswer(await acceptRequest(request, originOf(call), deps), deps);
};

/** The number of the last event that was seen; the lines before it are not told again. */
function lastSeen(header: string | string[] | undefined): number {
  return typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : 0;
}

/** GET /v1/logs/tail: follows the logs of apps. Throws APP_UNKNOWN, HOST_LOOK_LATE, QUEUE_AWAY. */
export const tailLogs: AuthenticatedCallHandler<'tailLogs'> = async (call, deps) => {
  const { apps: named, file, grep = '', match = 'fixed', lines = 10, wait = 2 } = call.query;
  if (named === undefined) throw new CodedError('PARAMETER_MISSING', { action: 'tail', fields: ['apps'] });
  const apps = await deps.inventory.resolve(namesIn(named));
  if (apps.length > mostApps)
    throw new CodedError('PARAMETER_INVALID', {
      field: 'apps',
      reason: `means ${apps.length} apps: follow ${mostApps} at the most`,
    });
  if ((await deps.submitter.workers()).length === 0)
    throw new CodedError('HOST_LOOK_LATE', { host: named, seconds: 0 });
  const seen = lastSeen(call.headers['last-event-id']);
  const tail = { ...(file !== undefined && { file }), pattern: grep, match, lines: seen > 0 ? 0 : lines };
  const asked = { apps, tail, after: seen, by: call.user.name, gone: call.gone() };
  await deps.records.audit({
    ...{ user: call.user.name, action: 'tail', job: null },
    details: { k: named, ...(file !== undefined && { log: file }), ...(grep !== '' && { grep }) },
  });
  if (!/\btext\/event-stream\b/i.test(call.headers.accept ?? '')) return await once(asked, wait, deps);
  const { token, expiresAt } = call;
  const mayGoOn = async (): Promise<boolean> => (await deps.people.checkToken(token)).state === 'valid';
  const stuck = (): void => void body.destroy();
  const body: Readable = Readable.from(tailStream(asked, { mayGoOn, expiresAt, stuck }, deps));
  return {
    status: 200,
    headers: { 'Content-Type': 'text/event-stream; charset=utf-8', 'X-Accel-Buffering': 'no' },
    body,
  };
};

/** What comes within some seconds. */
async function once(asked: Parameters<typeof tailItems>[0], seconds: number, deps: GatewayDeps) {
  const items: TailItem[] = [];
  const gone = AbortSignal.any([asked.gone, AbortSignal.timeout(seconds * 1000)]);
  for await (const heard of tailItems({ ...asked, gone }, deps, seconds * 1000)) items.push(...heard);
  return { status: 200, body: { items, next: items.at(-1)?.id ?? asked.after } } as const;
}
