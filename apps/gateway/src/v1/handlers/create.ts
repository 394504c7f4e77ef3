import type { NewAction, NewRelease } from '#api';
import { packageBases } from '#config';
import { CodedError, type Request, requestKinds, requireValid, type Source } from '#contract';
import { acceptRequest, type RequestOrigin } from '../../requests/acceptRequest.js';
import { findRequestId } from '../../requests/requestId.js';
import { sourceOfRequest } from '../../requests/sourceOfRequest.js';
import { answerNow } from '../../requests/synchronousActions.js';
import { parseAction } from '../../rex/parseAction.js';
import { inCallersWords } from '../../rex/inCallersWords.js';
import type { GatewayDeps } from '../../state/dependencies.js';
import type { ApiAnswer, AuthenticatedCallHandler, TokenHolder, RawCall } from '../call/call.js';
import { acceptedAnswer, originOf } from '../call/shown.js';
import { statedSource, namedTargets, toPromotion, toRelease, toRollback, toRun } from './toRequest.js';

type Posted = TokenHolder & Pick<RawCall, 'headers'>;

const take = async (request: Request, origin: RequestOrigin, deps: GatewayDeps): Promise<ApiAnswer<'createRelease'>> =>
  await acceptedAnswer(await acceptRequest(request, origin, deps), deps);

/** Accepts a request that a body was mapped to. */
async function create(request: Request, call: Posted, deps: GatewayDeps): Promise<ApiAnswer<'createRelease'>> {
  requireValid(request, packageBases(deps.config.package));
  return await take(request, originOf(call), deps);
}

/** The source of a release or plan: the one it names, else the one that is set for its groups. Throws what `sourceOfRequest` throws. */
export async function sourceOf(body: NewRelease, deps: GatewayDeps): Promise<Source> {
  const { source, ref, provenance, plan } = body;
  if (source === undefined) return await sourceOfRequest({ targets: namedTargets(body), ref, provenance, plan }, deps);
  if (ref === undefined) return statedSource(source);
  throw new CodedError('PARAMETER_INVALID', { field: 'ref', reason: 'is for a release that names no source' });
}

/** POST /v1/releases: accepts a release. */
export const createRelease: AuthenticatedCallHandler<'createRelease'> = async (call, deps) =>
  await create(toRelease(call.body, await sourceOf(call.body, deps)), call, deps);

/** POST /v1/promotions: accepts a release from another environment, of the release it runs if that is given. */
export const createPromotion: AuthenticatedCallHandler<'createPromotion'> = (call, deps) =>
  create(toPromotion(call.body), call, deps);

/** A record of the original is named by this; anything shorter may be a part of an id. */
const isRandomStr = (text: string): boolean => /^\d{19}$/.test(text);

/** POST /v1/rollbacks: accepts a rollback. Throws JOB_AMBIGUOUS, too. */
export const createRollback: AuthenticatedCallHandler<'createRollback'> = async (call, deps) => {
  const { to } = call.body;
  const meant = to === undefined || isRandomStr(to) ? null : await findRequestId(to, deps.records);
  return await create(toRollback(meant === null ? call.body : { ...call.body, to: meant }), call, deps);
};

/** POST /v1/runs: accepts a command for the hosts of apps, or for hosts. */
export const createRun: AuthenticatedCallHandler<'createRun'> = (call, deps) => create(toRun(call.body), call, deps);

/** POST /v1/actions: accepts an action; one that needs no worker is answered at once. */
export const createAction: AuthenticatedCallHandler<'createAction'> = async (call, deps) => {
  // Not given where the action takes none.
  const { action, parameters = {} }: Partial<NewAction> & Pick<NewAction, 'action'> = call.body;
  const { request, wire } = parseAction({ action, parameters }, deps.config);
  if (requestKinds[request.kind].runs === 'worker') {
    return await take(request, { ...originOf(call), wire }, deps).catch((thrown: unknown) => {
      throw inCallersWords(thrown, wire);
    });
  }
  const data = await answerNow(request, deps);
  await deps.records.audit({ user: call.user.name, action, job: null, details: wire.parameters });
  return { status: 200, body: { action, data } };
};
