import type { Settlement } from '#contract';
import type { Database } from '#mysql';
import { storeApproval } from './access/hostKeys.js';
import { auditDone } from './events/audit.js';
import { noteCatalogueChange } from './events/catalogueChange.js';
import { claimDeliveries, endDelivery } from './events/deliveries.js';
import {
  beginStep,
  cancelUnbegun,
  endStep,
  putOff,
  abandonTarget,
  storeHostResult,
  wait,
  type HostResult,
  type TargetKey,
  type StepEnd,
} from './targets/targets.js';
import { abandoned, columnWidths, openDeployRow, pastReleases, readDeployRows } from './legacy/deployRows.js';
import { cancelWaiting } from './lifecycle/endWaiting.js';
import { releasesOn } from './targets/places.js';
import { freeLeases } from './lifecycle/freeLeases.js';
import { leaveOut, refuseLate, type LeftOut } from './lifecycle/leaveOut.js';
import {
  acquireLease,
  acquireRequestLease,
  releaseLease,
  releaseRequestLease,
  raiseFence,
  renewLease,
  renewRequestLease,
} from './leases/leases.js';
import { claimLooks, holdLook, lookSoon } from './looks/claimLooks.js';
import { noteLogins } from './looks/noteLogins.js';
import { storeRoster, takeRosterTurn } from './looks/roster.js';
import { storeLooks } from './looks/storeLooks.js';
import { groupsSeen } from './targets/groups.js';
import { liveReleases } from './targets/live.js';
import { endPause, storePause } from './pauses/pauses.js';
import { endHold, endLapsedHold, readHold, setHold, waitAsWhole } from './hold/hold.js';
import { grantNext } from './queue/waitQueue.js';
import { writeLog } from './events/logs.js';
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
import { attemptsOf, switchedBy } from './requests/attempts.js';
import { requestsNamed } from './requests/namedRequests.js';
import { releaseNamed } from './requests/rollbacks.js';
import { programSum, storeProgramSums } from './requests/programSums.js';
import { storeApps } from './requests/storeApps.js';
import { prune } from './retention/prune.js';
import { requestOfKey } from './lifecycle/requestOfKey.js';
import { settle } from './lifecycle/settle.js';
import { stepHistory } from './requests/steps.js';
import { copyProvenance, storeProvenance } from './requests/storeProvenance.js';
import type { TargetRecord, Lease, RequestRecord, RollbackBookkeeping, RequestLease } from './base/types.js';
import type { GatewayRecords } from './gatewayRecords.js';
import type { RequestDecoder, Settling, Tables, WebhookSettings } from './base/settings.js';
import { batchedAccept } from './lifecycle/batchedAccept.js';
import {
  cancelledBy,
  targetReader,
  stateReader,
  troubledApps,
  type RequestTarget,
  type TargetId,
} from './requests/parts.js';
import { waiting } from './queue/waiting.js';

/** Binds an operation of this room to its database: `bind(f)(a, b)` is `f(db, a, b)`. */
type Bound<F> = F extends (first: never, ...rest: infer R) => infer T ? (...rest: R) => T : never;

/** Everything the installation knows of requests and their results; the only truth there is. */
export interface Records extends GatewayRecords {
  /** The part of a request on one app, or null: all that a host phase reads, however many apps the request has. */
  part(asked: TargetId): Promise<RequestTarget | null>;
  troubledApps: Bound<typeof troubledApps>;
  cancelledBy: Bound<typeof cancelledBy>;
  enterPhase: Bound<typeof enterPhase>;
  endPhase: Bound<typeof endPhase>;
  leaveOut(lease: RequestLease, leftOut: LeftOut, how?: { unlessHeld: boolean }): Promise<string[]>;
  refuseLate: Bound<typeof refuseLate>;
  storeProvenance: Bound<typeof storeProvenance>;
  copyProvenance: Bound<typeof copyProvenance>;
  unsettled: Bound<typeof unsettled>;
  cancelledAmong: Bound<typeof cancelledAmong>;
  settle(
    lease: RequestLease,
    settlement: Settlement,
    rollbacks?: readonly RollbackBookkeeping[],
  ): Promise<string[] | null>;
  grantNext(): Promise<string[]>;
  claimDeliveries: Bound<typeof claimDeliveries>;
  endDelivery: Bound<typeof endDelivery>;
  prune: Bound<typeof prune>;
  bundleOf(randomStr: string): Promise<string | null>;
  releasesOn: Bound<typeof releasesOn>;
  storeProgramSums: Bound<typeof storeProgramSums>;
  storeApps: Bound<typeof storeApps>;
  programSum(randomStr: string): Promise<string | null>;
  wantedBundles(count: number): Promise<string[]>;
  /** Packages that requests name which are not settled. */
  wantedPackages(): Promise<string[]>;
  groupsSeen: Bound<typeof groupsSeen>;
  live: Bound<typeof liveReleases>;
  claimLooks: Bound<typeof claimLooks>;
  holdLook: Bound<typeof holdLook>;
  lookSoon: Bound<typeof lookSoon>;
  takeRosterTurn: Bound<typeof takeRosterTurn>;
  storeRoster: Bound<typeof storeRoster>;
  noteLogins: Bound<typeof noteLogins>;
  storeLooks: Bound<typeof storeLooks>;
  stepHistory: Bound<typeof stepHistory>;
  beginStep: Bound<typeof beginStep>;
  endStep(part: TargetKey, number: number, end: StepEnd): Promise<void>;
  storeHostResult(part: TargetKey, hostResult: HostResult): Promise<void>;
  cancelUnbegun: Bound<typeof cancelUnbegun>;
  wait: Bound<typeof wait>;
  waitAsWhole: Bound<typeof waitAsWhole>;
  endLapsedHold: Bound<typeof endLapsedHold>;
  putOff: Bound<typeof putOff>;
  writeLog: Bound<typeof writeLog>;
  abandonTarget: Bound<typeof abandonTarget>;
  acquireLease: Bound<typeof acquireLease>;
  renewLease(lease: Lease, life: number): Promise<boolean>;
  raiseFence: Bound<typeof raiseFence>;
  releaseLease(lease: Lease): Promise<void>;
  acquireRequestLease: Bound<typeof acquireRequestLease>;
  renewRequestLease(lease: RequestLease, life: number): Promise<boolean>;
  releaseRequestLease(lease: RequestLease): Promise<void>;
  openDeployRow(request: Pick<RequestRecord, 'caller'>, app: TargetRecord): Promise<void>;
  abandoned: Bound<typeof abandoned>;
}

/**
 * The records over a database whose migrations have run. `webhooks` are notified of settlements; `decode` reads requests
 * of older programs.
 */
export async function createRecords(
  db: Database,
  names: Tables,
  { decode, webhooks = [] }: RequestDecoder & { webhooks?: readonly WebhookSettings[] },
): Promise<Records> {
  const tables: Settling = { ...names, webhooks, decode };
  const widths = await columnWidths(db, tables);
  return {
    accept: batchedAccept(db, tables),
    request: requestReader(db, tables),
    requestsNamed: (text) => requestsNamed(db, text),
    requestOfKey: (asked) => requestOfKey(db, tables, asked),
    stateOf: stateReader(db),
    part: targetReader(db, tables),
    troubledApps: (requestId) => troubledApps(db, requestId),
    cancelledBy: (requestId) => cancelledBy(db, requestId),
    deployRows: (randomStrs) => readDeployRows(db, tables, randomStrs),
    cancel: (id, by, then) => cancel(db, id, by, then),
    pause: (id, pause) => storePause(db, tables, id, pause),
    endPause: (id, by) => endPause(db, id, by),
    cancelWaiting: (id, by) => cancelWaiting(db, tables, id, by),
    waiting: (id) => waiting(db, tables, id),
    freeLeases: (force) => freeLeases(db, tables, force),
    approveHostKey: (approval) => storeApproval(db, approval),
    hold: () => readHold(db),
    setHold: (hold) => setHold(db, hold),
    endHold: async (by) => {
      const ended = await endHold(db, by);
      return { ended, granted: await grantNext(db, tables) };
    },
    endLapsedHold: () => endLapsedHold(db),
    waitAsWhole: (requestId, what) => waitAsWhole(db, requestId, what),
    audit: (entry) => auditDone(db, entry),
    noteCatalogueChange,
    planNamed: (hash) => planNamed(db, hash),
    releaseNamed: (to) => releaseNamed(db, tables, to),
    enterPhase: (lease, phase, batch, how) => enterPhase(db, lease, phase, batch, how),
    endPhase: (lease, phase, found) => endPhase(db, lease, phase, found),
    leaveOut: (lease, leftOut, how) => leaveOut(db, tables, lease, leftOut, how),
    refuseLate: (lease, trouble, facts, how) => refuseLate(db, lease, trouble, facts, how),
    storeProvenance: (lease, known) => storeProvenance(db, lease, known),
    copyProvenance: (target, randomStr) => copyProvenance(db, target, randomStr),
    unsettled: (seconds) => unsettled(db, seconds),
    cancelledAmong: (ids) => cancelledAmong(db, ids),
    settle: (lease, settlement, rollbacks) => settle(db, tables, lease, settlement, rollbacks),
    grantNext: () => grantNext(db, tables),
    claimDeliveries: (life) => claimDeliveries(db, life),
    endDelivery: (delivery, ended) => endDelivery(db, delivery, ended),
    prune: (retention, kept) => prune(db, retention, kept),
    bundleOf: (randomStr) => bundleOf(db, randomStr),
    releasesOn: (appKey, host) => releasesOn(db, appKey, host),
    storeApps: (lease, apps) => storeApps(db, lease, apps),
    storeProgramSums: (lease, sums) => storeProgramSums(db, lease, sums),
    programSum: (randomStr) => programSum(db, randomStr),
    wantedBundles: (count) => wantedBundles(db, count),
    wantedPackages: () => wantedPackages(db, tables),
    live: (keys, settling) => liveReleases(db, keys, settling),
    groupsSeen: (groups, settling, looking) => groupsSeen(db, groups, settling, looking),
    claimLooks: (claim) => claimLooks(db, claim),
    holdLook: (host, claim, seconds) => holdLook(db, host, claim, seconds),
    lookSoon: (hosts, which) => lookSoon(db, hosts, which),
    takeRosterTurn: (seconds) => takeRosterTurn(db, seconds),
    storeRoster: (roster, seconds) => storeRoster(db, roster, seconds),
    noteLogins: (logins, which) => noteLogins(db, logins, which),
    storeLooks: (ended) => storeLooks(db, ended),
    attemptsOf: (id) => attemptsOf(db, id),
    switchedBy: (requestIds) => switchedBy(db, requestIds),
    stepHistory: (requestId, appKey) => stepHistory(db, requestId, appKey),
    beginStep: (part, step) => beginStep(db, part, step),
    endStep: (part, number, end) => endStep(db, tables, widths, part, number, end),
    storeHostResult: (part, hostResult) => storeHostResult(db, tables, widths, part, hostResult),
    writeLog: (writing) => writeLog(db, writing),
    cancelUnbegun: (lease, phase, standing, trouble) => cancelUnbegun(db, lease, phase, standing, trouble),
    wait: (part, what) => wait(db, part, what),
    putOff: (part, number, trouble, what) => putOff(db, part, number, trouble, what),
    abandonTarget: (part, trouble) => abandonTarget(db, part, trouble),
    acquireLease: (claim) => acquireLease(db, claim),
    renewLease: (lease, life) => renewLease(db, lease, life),
    raiseFence: (lease, seen) => raiseFence(db, lease, seen),
    releaseLease: (lease) => releaseLease(db, lease),
    acquireRequestLease: (claim) => acquireRequestLease(db, claim),
    renewRequestLease: (lease, life) => renewRequestLease(db, lease, life),
    releaseRequestLease: (lease) => releaseRequestLease(db, lease),
    abandoned: (appKey) => abandoned(db, appKey),
    openDeployRow: (request, app) => openDeployRow(db, tables, request, app),
    pastReleases: (appKey, newest) => pastReleases(db, tables, appKey, newest),
  };
}
