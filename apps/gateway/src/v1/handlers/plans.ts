import { type NewRelease, type PlanFindings, requireValid, Trouble } from '#contract';
import type { RequestRecord } from '#records';
import { accept } from '../../requests/acceptRequest.js';
import type { Answer } from '../../state/endpoint.js';
import { follow } from '../../requests/waitForRequest.js';
import type { House } from '../../state/dependencies.js';
import type { KnownCallHandler } from '../call/call.js';
import { planView } from '../presenters/plan.js';
import { releaseOf, shown } from '../call/shown.js';
import { toPlan } from './toRequest.js';

const held = 30;

/** A plan as it stands. Throws PLAN_FAILED when there will be none. */
async function answer(request: RequestRecord, house: House): Promise<Answer> {
  const { id, settlement, facts } = request;
  if (!settlement) {
    return { status: 202, headers: { Location: `/v1/releases/${id}/plan` }, body: await shown(request, house) };
  }
  const plan = facts.plan as PlanFindings | undefined;
  if (plan) return { status: 200, body: planView(request, plan) };
  throw new Trouble('PLAN_FAILED', { job: id, reason: settlement.trouble?.message ?? 'it was cancelled' });
}

/** POST /v1/releases/plan */
export const createPlan: KnownCallHandler = async (call, house) => {
  const asked = toPlan(call.body as NewRelease);
  requireValid(asked, house.config.package.bases);
  const { id } = await accept(asked, { caller: call.user.name, idempotencyKey: null }, house);
  const wait = typeof call.query.wait === 'number' ? call.query.wait : held;
  return await answer(await follow(house, id, { enough: 'settled', ms: wait * 1000, gone: call.gone }), house);
};

/** GET /v1/releases/:id/plan. Throws JOB_UNKNOWN, PLAN_FAILED. */
export const getPlan: KnownCallHandler = async ({ path }, house) => {
  const request = await releaseOf(path.id!, house);
  if (request.request.kind !== 'plan') throw new Trouble('JOB_UNKNOWN', { job: path.id! });
  return await answer(request, house);
};
