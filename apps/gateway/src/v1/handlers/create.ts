import {
  type NewAction,
  type NewPromotion,
  type NewRelease,
  type NewRollback,
  type Request,
  requestKinds,
  requireValid,
} from '#contract';
import { accept, type RequestOrigin, idempotencyKeyOf } from '../../requests/acceptRequest.js';
import { look } from '../../requests/synchronousActions.js';
import { parseAction } from '../../rex/parseAction.js';
import { inCallersWords } from '../../rex/inCallersWords.js';
import type { Answer } from '../../state/endpoint.js';
import type { House } from '../../state/dependencies.js';
import type { KnownCall, KnownCallHandler } from '../call/call.js';
import { shown } from '../call/shown.js';
import { toPromotion, toRelease, toRollback } from './toRequest.js';

const callerOf = ({ user, headers }: KnownCall): RequestOrigin => ({
  caller: user.name,
  idempotencyKey: idempotencyKeyOf(headers),
});

async function take(request: Request, caller: RequestOrigin, house: House): Promise<Answer> {
  const record = await accept(request, caller, house);
  const headers = { Location: `/v1/releases/${record.id}` };
  return { status: 202, headers, body: await shown(record, house) };
}

/** Takes a request that a body was mapped to. */
async function create(request: Request, call: KnownCall, house: House): Promise<Answer> {
  requireValid(request, house.config.package.bases);
  return await take(request, callerOf(call), house);
}

/** POST /v1/releases */
export const createRelease: KnownCallHandler = (call, house) => create(toRelease(call.body as NewRelease), call, house);

/** POST /v1/promotions: a release from another environment, of the release it runs where that is given. */
export const createPromotion: KnownCallHandler = (call, house) =>
  create(toPromotion(call.body as NewPromotion), call, house);

/** POST /v1/rollbacks */
export const createRollback: KnownCallHandler = (call, house) =>
  create(toRollback(call.body as NewRollback), call, house);

/** POST /v1/actions: an action that needs no worker is answered at once. */
export const createAction: KnownCallHandler = async (call, house) => {
  const { action, parameters = {} } = call.body as Partial<NewAction> & { action: string };
  const { request, wire } = parseAction({ action, parameters }, house.config);
  if (requestKinds[request.kind].runs === 'worker') {
    return await take(request, { ...callerOf(call), wire }, house).catch((thrown: unknown) => {
      throw inCallersWords(thrown, wire);
    });
  }
  const data = await look(request, house);
  await house.records.audit({ user: call.user.name, action, job: null, details: wire.parameters });
  return { status: 200, body: { action, data } };
};
