import {
  commonProvenance,
  requestKinds,
  CodedError,
  type Provenance,
  type WantedDirectories,
  type Warning,
} from '#contract';
import { leftBy, unfinished, type RequestRecord } from '#records';
import { batchesOf, inService, type App, type ResolvedStrategy } from '#release';
import { requireAutomated } from './checkRequest.js';
import { directoriesMeant } from '../state/directories.js';
import type { GatewayDeps } from '../state/dependencies.js';
import { stillThere } from './stillThere.js';
import { strategyFor } from './strategyFor.js';
import { grantedJobs, submitAll } from './submitAll.js';
import { tellAccepted } from './tellAccepted.js';

/** The store a bundle was sealed in: it is sent again from there. */
const storeOf = ({ directories: { store } }: RequestRecord): WantedDirectories => (store ? { store } : {});

/**
 * Repeats a request for the apps that did not complete it, with the bundle that was sealed then. Throws JOB_UNKNOWN,
 * JOB_UNSETTLED, RETRY_NOTHING, and what a first request throws.
 */
export async function retryRequest(id: string, caller: string, deps: GatewayDeps): Promise<RequestRecord> {
  const earlier = await deps.records.request(id);
  if (!earlier) throw new CodedError('JOB_UNKNOWN', { job: id });
  return await repeatFor(leftBy(earlier), earlier, { caller, action: 'retry' }, deps);
}

/**
 * The same where it still counts: for the apps that no retry has brought to it since, refused where something newer is live. Throws
 * RELEASED_SINCE, too.
 */
export async function finishRequest(id: string, caller: string, deps: GatewayDeps): Promise<RequestRecord> {
  const { request, left } = await unfinished(id, deps);
  return await repeatFor(left, request, { caller, action: 'finish' }, deps);
}

/** What finishing a release would do, by the records. Throws what `finishRequest` throws. */
export async function planFinish(
  id: string,
  deps: GatewayDeps,
): Promise<{
  provenance: Provenance;
  rollout: ResolvedStrategy;
  apps: { app: App; batch: number }[];
  warnings: Warning[];
}> {
  const { request, left } = await unfinished(id, deps);
  const { apps, reasons } = await repeated(left, request, deps);
  const rollout = strategyFor(deps.config, request.request, apps);
  const batches = batchesOf(rollout, apps.length);
  return {
    provenance: commonProvenance(request.apps.map((part) => part.provenance)),
    rollout,
    apps: apps.map((app, at) => ({ app, batch: batches[at]! })),
    warnings: reasons,
  };
}

/** The apps of a request that it can be repeated for, and what is left out. */
async function repeated(
  left: readonly string[],
  { id, settlement, request: asked, state }: RequestRecord,
  deps: GatewayDeps,
): Promise<ReturnType<typeof inService>> {
  if (!settlement) throw new CodedError('JOB_UNSETTLED', { job: id, state });
  if (left.length === 0) throw new CodedError('RETRY_NOTHING', { job: id });
  // By key alone: a group may have the name of one of its apps, and the others have completed it.
  const known = await stillThere(left, deps);
  const found = inService(asked.kind, known.apps, deps.now());
  requireAutomated(asked.kind, found.apps);
  if (requestKinds[asked.kind].switches) await deps.inventory.requireApart(found.apps);
  return { ...found, reasons: [...known.reasons, ...found.reasons] };
}

async function repeatFor(
  left: readonly string[],
  earlier: RequestRecord,
  { caller, action }: { caller: string; action: 'retry' | 'finish' },
  deps: GatewayDeps,
): Promise<RequestRecord> {
  const { records, submitter } = deps;
  const begunAt = deps.now();
  const { id, request: asked, wire } = earlier;
  const { apps, skipped, reasons } = await repeated(left, earlier, deps);
  const { changes, recorded } = requestKinds[asked.kind];
  await submitter.ping();
  const bundle = typeof earlier.facts.bundle === 'string' ? earlier.facts.bundle : null;
  const { request, granted } = await records.accept({
    request: asked,
    wire,
    caller,
    apps,
    exclusive: changes,
    recorded,
    idempotencyKey: null,
    rollout: { ...strategyFor(deps.config, asked, apps), onDrift: earlier.rollout.onDrift ?? 'overwrite' },
    directories: bundle === null ? await directoriesMeant(deps, asked) : storeOf(earlier),
    retryOf: { id, bundle, finishes: action === 'finish' },
    warnings: reasons,
    skipped,
    audit: { action, details: { of: id } },
  });
  tellAccepted(deps, request, begunAt);
  await submitAll(deps, [request, ...grantedJobs(granted)]);
  return request;
}
