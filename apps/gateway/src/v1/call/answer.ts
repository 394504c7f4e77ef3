import { checkBody, checkQuery, type Endpoint } from '#api';
import { CodedError } from '#contract';
import { bearerOf } from '../../http/authenticate.js';
import type { Answer } from '../../state/endpoint.js';
import type { GatewayDeps } from '../../state/dependencies.js';
import type { TokenHolder, RawCall } from './call.js';

/** A handler whose call was checked, whatever its endpoint. */
export type Handler<Call> = (call: Call, deps: GatewayDeps) => Promise<Answer>;

/** An endpoint with its handler, whatever its types: what comes in is checked against the endpoint first. */
export type Answered = { v1: Endpoint } & (
  { auth: 'token'; handler: Handler<RawCall & TokenHolder> } | { auth: 'none'; handler: Handler<RawCall> }
);

/** Checks the token, query and body of a call against its endpoint, then answers it. */
export async function answer(route: Answered, call: RawCall, deps: GatewayDeps): Promise<Answer> {
  const known = route.auth === 'token' ? await identify(call, deps) : null;
  const query = checkQuery(route.v1, call.query);
  const body = checkBody(route.v1, call.body);
  return route.auth === 'token'
    ? await route.handler({ ...call, query, body, ...known! }, deps)
    : await route.handler({ ...call, query, body }, deps);
}

/** The user of the token, which comes as `Authorization: Bearer` only: addresses end up in logs. Throws TOKEN_INVALID. */
async function identify({ headers }: RawCall, { people }: GatewayDeps): Promise<TokenHolder> {
  const token = bearerOf(headers);
  if (token === undefined) throw new CodedError('TOKEN_INVALID', { reason: 'Authorization: Bearer is missing' });
  const check = await people.checkToken(token);
  if (check.state !== 'valid') throw new CodedError('TOKEN_INVALID', { reason: `the token is ${check.state}` });
  return { user: check.user, token, expiresAt: new Date((check.issuedAt + check.life) * 1000) };
}
