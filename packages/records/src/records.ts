import type { Database } from '#mysql';
import { accept } from './accept.js';
import { beginStep, endStep, stepHistory, vote } from './apps.js';
import {
  columnWidths,
  countRollback,
  openDeployRow,
  pastReleases,
  readDeployRows,
  updateDeployRow,
  type DeployColumns,
} from './deployRows.js';
import { freeLeases } from './freeLeases.js';
import { hold, holdWalk, letGo, letGoWalk, renew, renewWalk } from './leases.js';
import { grantLine } from './line.js';
import { bundleOf, cancel, endPhase, enterPhase, readRequest, unsettled, wantedBundles } from './requests.js';
import { settle } from './settle.js';
import type { AppRecord, GatewayRecords, Lease, NewRequest, RequestRecord, Tables, WalkLease } from './types.js';
import { leaveLine, waiting } from './waiting.js';

/** Binds an operation of this room to its database: `bind(f)(a, b)` is `f(db, a, b)`. */
type Bound<F> = F extends (first: never, ...rest: infer R) => infer T ? (...rest: R) => T : never;

/** Everything the house knows of what was asked and what happened; the only truth there is. */
export interface Records extends GatewayRecords {
  enterPhase: Bound<typeof enterPhase>;
  endPhase: Bound<typeof endPhase>;
  unsettled: Bound<typeof unsettled>;
  settle(id: string, settlement: Parameters<typeof settle>[3]): Promise<string[] | null>;
  grantLine(): Promise<string[]>;
  bundleOf(randomStr: string): Promise<string | null>;
  wantedBundles(count: number): Promise<string[]>;
  stepHistory: Bound<typeof stepHistory>;
  beginStep: Bound<typeof beginStep>;
  endStep: Bound<typeof endStep>;
  vote: Bound<typeof vote>;
  hold: Bound<typeof hold>;
  renew(lease: Lease, life: number): Promise<boolean>;
  letGo(lease: Lease): Promise<void>;
  holdWalk: Bound<typeof holdWalk>;
  renewWalk(walk: WalkLease, life: number): Promise<boolean>;
  letGoWalk(walk: WalkLease): Promise<void>;
  openDeployRow(request: RequestRecord, app: AppRecord): Promise<void>;
  updateDeployRow(randomStr: string, values: DeployColumns): Promise<void>;
  pastReleases(appKey: string): ReturnType<typeof pastReleases>;
  countRollback(randomStr: string, unmark: boolean): Promise<void>;
}

/** The records over a database whose migrations have run. */
export async function createRecords(db: Database, tables: Tables): Promise<Records> {
  const widths = await columnWidths(db, tables);
  return {
    accept: (request: NewRequest) => accept(db, tables, request),
    request: (id) => readRequest(db, id),
    deployRows: (randomStrs) => readDeployRows(db, tables, randomStrs),
    cancel: (id, by) => cancel(db, id, by),
    leaveLine: (id, by) => leaveLine(db, tables, id, by),
    waiting: (id) => waiting(db, id),
    freeLeases: (force) => freeLeases(db, tables, force),
    audit: async (entry) => {
      await db.execute(
        'INSERT INTO rexflow_audit (at, user, action, job, details) VALUES (UTC_TIMESTAMP(3), ?, ?, ?, ?)',
        [entry.user, entry.action, entry.job, JSON.stringify(entry.details)],
      );
    },
    enterPhase: (id, phase) => enterPhase(db, id, phase),
    endPhase: (id, phase, found) => endPhase(db, id, phase, found),
    unsettled: (seconds) => unsettled(db, seconds),
    settle: (id, settlement) => settle(db, tables, id, settlement),
    grantLine: () => grantLine(db, tables),
    bundleOf: (randomStr) => bundleOf(db, randomStr),
    wantedBundles: (count) => wantedBundles(db, count),
    stepHistory: (requestId, appKey) => stepHistory(db, requestId, appKey),
    beginStep: (step) => beginStep(db, step),
    endStep: (id, seen) => endStep(db, id, seen),
    vote: (ballot) => vote(db, ballot),
    hold: (claim) => hold(db, claim),
    renew: (lease, life) => renew(db, lease, life),
    letGo: (lease) => letGo(db, lease),
    holdWalk: (claim) => holdWalk(db, claim),
    renewWalk: (walk, life) => renewWalk(db, walk, life),
    letGoWalk: (walk) => letGoWalk(db, walk),
    openDeployRow: (request, app) => openDeployRow(db, tables, request, app),
    updateDeployRow: (randomStr, values) => updateDeployRow(db, tables, randomStr, values, widths),
    pastReleases: (appKey) => pastReleases(db, tables, appKey),
    countRollback: (randomStr, unmark) => countRollback(db, tables, randomStr, unmark),
  };
}
