import { CodedError, type RequestOf, type Strategy, type WhenBusy } from '#contract';
import type { RequestRecord } from '#records';
import { batchesOf, beforeAttempt, rollbackRoute, type App, type PastRelease, type ResolvedStrategy } from '#release';
import type { GatewayDeps } from '../state/dependencies.js';
import { acceptRequest, type RequestOrigin } from './acceptRequest.js';
import { switchedOf, type Switched } from './attempts.js';
import { requireAutomated, type CheckedTargets } from './checkRequest.js';
import { inService } from './inService.js';
import { strategyFor } from './strategyFor.js';

/** How an undo is carried out, where config.yml shall not decide. */
export interface UndoManner {
  strategy: Strategy;
  whenBusy?: WhenBusy;
}

/** The apps an undo is for. Throws what `switchedOf` throws, UNDO_NOTHING, NOT_AUTOMATED, PATHS_MEET, RELEASED_APART. */
async function undoneApps(id: string, deps: GatewayDeps): Promise<Switched & { apps: App[] }> {
  const found = await switchedOf(id, deps);
  if (found.switched.length === 0) throw new CodedError('UNDO_NOTHING', { job: id });
  // By key alone: a group may have the name of one of its apps.
  const apps = await deps.inventory.keyed(found.switched);
  requireAutomated('rollback', apps);
  await deps.inventory.requireApart(apps);
  return { ...found, apps };
}

const requestOf = (id: string, apps: readonly App[], manner: UndoManner): RequestOf<'rollback'> => ({
  kind: 'rollback',
  targets: { names: apps.map(({ appKey }) => appKey) },
  to: { kind: 'before', release: id },
  ...manner,
});

const isUndoOf = (id: string, { request }: RequestRecord): boolean =>
  request.kind === 'rollback' && request.to.kind === 'before' && request.to.release === id;

/**
 * Accepts a rollback of the apps that a request and its retries switched, each to what it ran before. Throws what `undoneApps` and
 * `acceptRequest` throw.
 */
export async function undoRequest(
  id: string,
  manner: UndoManner,
  origin: RequestOrigin,
  deps: GatewayDeps,
): Promise<RequestRecord> {
  const { caller, idempotencyKey } = origin;
  const known = idempotencyKey === null ? null : await deps.records.requestOfKey(caller, idempotencyKey);
  // Once it is done, what it undid is live no more.
  if (known && isUndoOf(id, known)) return known;
  const found = await undoneApps(id, deps);
  const { apps, skipped, reasons } = inService('rollback', found.apps, deps.now());
  const checked = (): Promise<CheckedTargets> => Promise.resolve({ apps, skipped, leftOut: reasons });
  return await acceptRequest(requestOf(id, apps, manner), origin, deps, checked);
}

/** A release as an app runs it, or would. */
export interface RunRelease {
  release: string | null;
  program: string | null;
}

/** What an undo would do on one app; `to` is null where the records hold nothing before it. */
export interface PlannedUndo {
  app: App;
  batch: number;
  from: RunRelease;
  to: RunRelease | null;
}

function plannedUndo(
  { live, attempts }: Switched,
  app: App,
  history: readonly PastRelease[],
): Pick<PlannedUndo, 'from' | 'to'> {
  const { release, program } = live.get(app.appKey)!;
  const choice = beforeAttempt(history, attempts, program ?? '');
  const from = { release: release.id, program };
  if (choice === 'later' || choice === null) return { from, to: null };
  const { maker, target } = rollbackRoute(history, program ?? '', choice);
  return { from, to: { release: maker?.requestId ?? null, program: target.program } };
}

/** What an undo would do, by the records. Throws what `undoneApps` throws. */
export async function planUndo(
  id: string,
  deps: GatewayDeps,
): Promise<{ rollout: ResolvedStrategy; apps: PlannedUndo[] }> {
  const { apps, ...found } = await undoneApps(id, deps);
  const rollout = strategyFor(deps.config, requestOf(id, apps, { strategy: {} }), apps);
  const batches = batchesOf(rollout, apps.length);
  const planned = apps.map(async (app, at) => ({
    ...{ app, batch: batches[at]! },
    ...plannedUndo(found, app, await deps.records.pastReleases(app.appKey)),
  }));
  return { rollout, apps: await Promise.all(planned) };
}
