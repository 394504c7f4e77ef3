import {
  CodedError,
  type Provenance,
  type RequestOf,
  type Strategy,
  type WhenBusy,
  someStated,
  statement,
  type Statement,
  type Warning,
} from '#contract';
import { switchedOf, type Ending, type RequestRecord, type Switched, type WireRequest } from '#records';
import {
  batchesOf,
  beforeAttempt,
  inService,
  rollbackRoute,
  type App,
  type PastRelease,
  type ResolvedStrategy,
} from '#release';
import type { GatewayDeps } from '../state/dependencies.js';
import { acceptRequest, type RequestOrigin } from './acceptRequest.js';
import { requireAutomated, type CheckedTargets } from './checkRequest.js';
import { stillThere } from './stillThere.js';
import { strategyFor } from './strategyFor.js';

/** How an undo is carried out, where config.yml shall not decide. */
export interface UndoManner {
  strategy: Strategy;
  whenBusy?: WhenBusy;
}

/** What an undo would put back: its apps, those it leaves out, and what is to be said of it. */
interface Undoing extends Switched {
  checked: CheckedTargets;
}

/**
 * The apps an undo is for. Throws what `switchedOf` throws, UNDO_NOTHING, NOT_AUTOMATED, PATHS_MEET, SERVICES_MEET, RELEASED_APART,
 * HOST_OUT_OF_SERVICE.
 */
async function undoing(id: string, deps: GatewayDeps): Promise<Undoing> {
  const found = await switchedOf(id, deps, { undone: true });
  if (found.switched.length === 0) throw new CodedError('UNDO_NOTHING', { job: id });
  // By key alone: a group may have the name of one of its apps.
  const { apps: known, reasons: gone } = await stillThere(found.switched, deps);
  requireAutomated('rollback', known);
  await deps.inventory.requireApart(known);
  const { apps, skipped, reasons } = inService('rollback', known, deps.now());
  return { ...found, checked: { apps, skipped, leftOut: [...gone, ...reasons, ...unsureWarning(found.unsure)] } };
}

const unsureWarning = (unsure: readonly string[]): Statement[] =>
  unsure.length === 0 ? [] : [statement('warning.notUndone', { apps: someStated(unsure) })];

const requestOf = (id: string, apps: readonly App[], manner: UndoManner): RequestOf<'rollback'> => ({
  kind: 'rollback',
  targets: { names: apps.map(({ appKey }) => appKey) },
  to: { kind: 'before', release: id },
  ...manner,
});

/**
 * Accepts a rollback of the apps that a request and its retries switched, each to what it ran before. Throws what `undoing` and
 * `acceptRequest` throw.
 */
export async function undoRequest(
  id: string,
  manner: UndoManner,
  origin: RequestOrigin,
  deps: GatewayDeps,
): Promise<RequestRecord> {
  const { caller, idempotencyKey } = origin;
  if (idempotencyKey !== null) {
    // Once it is done, what it undid is live no more: by then nobody can tell which apps it was for.
    const asWhole = ({ request }: RequestRecord): WireRequest =>
      deps.encode({ ...requestOf(id, [], manner), ...('targets' in request && { targets: request.targets }) });
    const known = await deps.records.requestOfKey({ caller, key: idempotencyKey, wire: asWhole });
    if (known) return known;
  }
  const { checked } = await undoing(id, deps);
  return await acceptRequest(requestOf(id, checked.apps, manner), origin, deps, () => Promise.resolve(checked));
}

/** A release as an app runs it, or would. */
export interface RunRelease {
  release: string | null;
  provenance: Provenance;
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
  ends: ReadonlyMap<string, Ending>,
): Pick<PlannedUndo, 'from' | 'to'> {
  const { release, program, provenance } = live.get(app.appKey)!;
  const choice = beforeAttempt(history, attempts, program ?? '');
  const from = { release: release.id, provenance, program };
  if (choice === 'later' || choice === null) return { from, to: null };
  const { maker, target } = rollbackRoute(history, program ?? '', choice);
  const made = ends.get(maker?.randomStr ?? '')?.provenance ?? {};
  return { from, to: { release: maker?.requestId ?? null, provenance: made, program: target.program } };
}

/** Histories that are read at once: each has up to 500 rows. */
const atOnce = 10;

/** What an undo would do, by the records; as config.yml has it carried out. Throws what `undoing` throws. */
export async function planUndo(
  id: string,
  deps: GatewayDeps,
): Promise<{ rollout: ResolvedStrategy; apps: PlannedUndo[]; warnings: Warning[] }> {
  const { checked, ...found } = await undoing(id, deps);
  const { apps, leftOut } = checked;
  const rollout = strategyFor(deps.config, requestOf(id, apps, { strategy: {} }), apps);
  const batches = batchesOf(rollout, apps.length);
  const planned: PlannedUndo[] = [];
  for (let from = 0; from < apps.length; from += atOnce) {
    const portion = apps.slice(from, from + atOnce).map(async (app, at) => {
      const [past, ends] = await Promise.all([deps.records.pastReleases(app.appKey), deps.views.endings(app.appKey)]);
      return { app, batch: batches[from + at]!, ...plannedUndo(found, app, past, ends) };
    });
    planned.push(...(await Promise.all(portion)));
  }
  return { rollout, apps: planned, warnings: leftOut };
}
