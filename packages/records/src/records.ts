import type { Settlement } from '#contract';
import type { Database } from '#mysql';
import { auditDone } from './events/audit.js';
import { claimDeliveries, endDelivery } from './events/deliveries.js';
import {
  beginStep,
  cancelUnbegun,
  endStep,
  putOff,
  surrender,
  vote,
  wait,
  type Ballot,
  type Part,
  type StepEnd,
} from './targets/targets.js';
import { abandoned, columnWidths, openDeployRow, pastReleases, readDeployRows } from './legacy/deployRows.js';
import { leaveLine } from './lifecycle/endWaiting.js';
import { freeLeases } from './lifecycle/freeLeases.js';
import { hold, holdWalk, letGo, letGoWalk, raiseFence, renew, renewWalk } from './leases/leases.js';
import { grantLine } from './queue/waitQueue.js';
import { say } from './events/logs.js';
import { planNamed } from './requests/plans.js';
import {
  bundleOf,
  cancel,
  cancelledAmong,
  endPhase,
  enterPhase,
  requestReader,
  unsettled,
  wantedBundles,
  wantedPackages,
} from './requests/requests.js';
import { releaseNamed } from './requests/rollbacks.js';
import { prune } from './retention/prune.js';
import { settle } from './lifecycle/settle.js';
import { stepHistory } from './requests/steps.js';
import type {
  AppRecord,
  GatewayRecords,
  Lease,
  RequestDecoder,
  RequestRecord,
  RollbackMarks,
  Settling,
  Tables,
  WalkLease,
  Webhook,
} from './base/types.js';
import { acceptor } from './lifecycle/batchedAccept.js';
import { cancelledBy, partReader, stateReader, troubledApps, type Visited, type Visiting } from './requests/parts.js';
import { waiting } from './queue/waiting.js';

/** Binds an operation of this room to its database: `bind(f)(a, b)` is `f(db, a, b)`. */
type Bound<F> = F extends (first: never, ...rest: infer R) => infer T ? (...rest: R) => T : never;

/** Everything the house knows of what was asked and what happened; the only truth there is. */
export interface Records extends GatewayRecords {
  /** The part of a request on one app, or null: what a visit reads, however many apps the request has. */
  part(asked: Visiting): Promise<Visited | null>;
  troubledApps: Bound<typeof troubledApps>;
  cancelledBy: Bound<typeof cancelledBy>;
  enterPhase: Bound<typeof enterPhase>;
  endPhase: Bound<typeof endPhase>;
  unsettled: Bound<typeof unsettled>;
  cancelledAmong: Bound<typeof cancelledAmong>;
  settle(walk: WalkLease, settlement: Settlement, rollbacks?: readonly RollbackMarks[]): Promise<string[] | null>;
  grantLine(): Promise<string[]>;
  claimDeliveries: Bound<typeof claimDeliveries>;
  endDelivery: Bound<typeof endDelivery>;
  prune: Bound<typeof prune>;
  bundleOf(randomStr: string): Promise<string | null>;
  wantedBundles(count: number): Promise<string[]>;
  /** Packages that requests name which are not settled. */
  wantedPackages(): Promise<string[]>;
  stepHistory: Bound<typeof stepHistory>;
  beginStep: Bound<typeof beginStep>;
  endStep(part: Part, number: number, end: StepEnd): Promise<void>;
  vote(part: Part, ballot: Ballot): Promise<void>;
  cancelUnbegun: Bound<typeof cancelUnbegun>;
  wait: Bound<typeof wait>;
  putOff: Bound<typeof putOff>;
  say: Bound<typeof say>;
  surrender: Bound<typeof surrender>;
  hold: Bound<typeof hold>;
  renew(lease: Lease, life: number): Promise<boolean>;
  raiseFence: Bound<typeof raiseFence>;
  letGo(lease: Lease): Promise<void>;
  holdWalk: Bound<typeof holdWalk>;
  renewWalk(walk: WalkLease, life: number): Promise<boolean>;
  letGoWalk(walk: WalkLease): Promise<void>;
  openDeployRow(request: Pick<RequestRecord, 'caller'>, app: AppRecord): Promise<void>;
  abandoned: Bound<typeof abandoned>;
}

/**
 * The records over a database whose migrations have run. `webhooks` are told of what is settled here; `decode` reads requests
 * of older programs.
 */
export async function createRecords(
  db: Database,
  names: Tables,
  { decode, webhooks = [] }: RequestDecoder & { webhooks?: readonly Webhook[] },
): Promise<Records> {
  const tables: Settling = { ...names, webhooks, decode };
  const widths = await columnWidths(db, tables);
  return {
    accept: acceptor(db, tables),
    request: requestReader(db, tables),
    stateOf: stateReader(db),
    part: partReader(db, tables),
    troubledApps: (requestId) => troubledApps(db, requestId),
    cancelledBy: (requestId) => cancelledBy(db, requestId),
    deployRows: (randomStrs) => readDeployRows(db, tables, randomStrs),
    cancel: (id, by) => cancel(db, id, by),
    leaveLine: (id, by) => leaveLine(db, tables, id, by),
    waiting: (id) => waiting(db, tables, id),
    freeLeases: (force) => freeLeases(db, tables, force),
    audit: (entry) => auditDone(db, entry),
    planNamed: (hash) => planNamed(db, hash),
    releaseNamed: (to) => releaseNamed(db, tables, to),
    enterPhase: (walk, phase, batch) => enterPhase(db, walk, phase, batch),
    endPhase: (walk, phase, found) => endPhase(db, walk, phase, found),
    unsettled: (seconds) => unsettled(db, seconds),
    cancelledAmong: (ids) => cancelledAmong(db, ids),
    settle: (walk, settlement, rollbacks) => settle(db, tables, walk, settlement, rollbacks),
    grantLine: () => grantLine(db, tables),
    claimDeliveries: (life) => claimDeliveries(db, life),
    endDelivery: (delivery, ended) => endDelivery(db, delivery, ended),
    prune: (retention, kept) => prune(db, retention, kept),
    bundleOf: (randomStr) => bundleOf(db, randomStr),
    wantedBundles: (count) => wantedBundles(db, count),
    wantedPackages: () => wantedPackages(db, tables),
    stepHistory: (requestId, appKey) => stepHistory(db, requestId, appKey),
    beginStep: (part, step) => beginStep(db, part, step),
    endStep: (part, number, end) => endStep(db, tables, widths, part, number, end),
    vote: (part, ballot) => vote(db, tables, widths, part, ballot),
    say: (writing) => say(db, writing),
    cancelUnbegun: (walk, phase, standing, trouble) => cancelUnbegun(db, walk, phase, standing, trouble),
    wait: (part, what) => wait(db, part, what),
    putOff: (part, number, trouble, what) => putOff(db, part, number, trouble, what),
    surrender: (part, trouble) => surrender(db, part, trouble),
    hold: (claim) => hold(db, claim),
    renew: (lease, life) => renew(db, lease, life),
    raiseFence: (lease, seen) => raiseFence(db, lease, seen),
    letGo: (lease) => letGo(db, lease),
    holdWalk: (claim) => holdWalk(db, claim),
    renewWalk: (walk, life) => renewWalk(db, walk, life),
    letGoWalk: (walk) => letGoWalk(db, walk),
    abandoned: (appKey) => abandoned(db, appKey),
    openDeployRow: (request, app) => openDeployRow(db, tables, request, app),
    pastReleases: (appKey, newest) => pastReleases(db, tables, appKey, newest),
  };
}
