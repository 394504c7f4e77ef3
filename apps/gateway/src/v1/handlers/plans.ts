import { pathTo } from '#api';
import { packageBases } from '#config';
import { type PlanFindings, requireValid, CodedError, warningMembers } from '#contract';
import type { RequestRecord } from '#records';
import { batchesOf, goesByBatches } from '#release';
import { acceptRequest } from '../../requests/acceptRequest.js';
import { checkRequest } from '../../requests/checkRequest.js';
import { strategyFor } from '../../requests/strategyFor.js';
import { waitForRequest } from '../../requests/waitForRequest.js';
import { parseAction } from '../../rex/parseAction.js';
import type { GatewayDeps } from '../../state/dependencies.js';
import type { ApiAnswer, AuthenticatedCallHandler } from '../call/call.js';
import { planView } from '../presenters/plan.js';
import { releaseOf, presentRelease } from '../call/shown.js';
import { sourceOf } from './create.js';
import { toPlan } from './toRequest.js';

const held = 30;

/** The answer with a plan, or its request while it is being made. Throws PLAN_FAILED when there will be none. */
async function answer(request: RequestRecord, deps: GatewayDeps): Promise<ApiAnswer<'getPlan'>> {
  const { id, settlement, facts } = request;
  if (!settlement) {
    return { status: 202, headers: { Location: pathTo('getPlan', { id }) }, body: await presentRelease(request, deps) };
  }
  const plan = facts.plan as PlanFindings | undefined;
  if (plan) return { status: 200, body: planView(request, plan) };
  throw new CodedError('PLAN_FAILED', { job: id, reason: settlement.trouble?.message ?? 'it was cancelled' });
}

/** POST /v1/releases/plan: accepts a plan, and waits for it. */
export const createPlan: AuthenticatedCallHandler<'createPlan'> = async (call, deps) => {
  const asked = toPlan(call.body, await sourceOf(call.body, deps));
  requireValid(asked, packageBases(deps.config.package));
  const { id } = await acceptRequest(asked, { caller: call.user.name, idempotencyKey: null }, deps);
  const wait = call.query.wait ?? held;
  return await answer(await waitForRequest(deps, id, { enough: 'settled', ms: wait * 1000, gone: call.gone }), deps);
};

/** GET /v1/releases/:id/plan: a plan. Throws JOB_UNKNOWN, PLAN_FAILED. */
export const getPlan: AuthenticatedCallHandler<'getPlan'> = async ({ path }, deps) => {
  const request = await releaseOf(path.id, deps);
  if (request.request.kind !== 'plan') throw new CodedError('JOB_UNKNOWN', { job: path.id });
  return await answer(request, deps);
};

/** GET /v1/services/plan: the apps that an operation on services would be done on, in their batches. Throws what `checkRequest` throws, PARAMETER_MISSING. */
export const getServicePlan: AuthenticatedCallHandler<'getServicePlan'> = async ({ query }, deps) => {
  const { apps: k = '', operation: a = '' } = query;
  const { request } = parseAction({ action: 'service', parameters: { k, a } }, deps.config);
  if (request.kind !== 'service') throw new TypeError('an operation on services is another request');
  const { apps, skipped, leftOut } = await checkRequest(request, deps);
  const rollout = strategyFor(deps.config, request, apps);
  const rolls = goesByBatches(request);
  const batches = batchesOf(rollout, apps.length);
  const items = apps.map(({ appKey: app, group, host }, index) => ({
    ...{ app, group, host },
    batch: rolls ? batches[index]! : 0,
  }));
  const { policy, maxFailures, batchSize, confirm } = rollout;
  return {
    status: 200,
    body: {
      operation: request.operation,
      rollout: { policy, maxFailures, batchSize, confirm },
      apps: items,
      skipped,
      ...warningMembers(leftOut),
    },
  };
};
