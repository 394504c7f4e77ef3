export type { HostResult, TargetKey } from './targets/targets.js';
export { hashOfLines, type AuditRow } from './retention/auditLines.js';
export type { Pruned, Retention } from './retention/prune.js';
export type { Delivery } from './events/deliveries.js';
export { type DeployColumns } from './legacy/deployRows.js';
export { hostKeyRecords, type HostKeyRecords, type KeyApproval, type RecordedKey } from './access/hostKeys.js';
export {
  hostLookRecords,
  type HostLook,
  type HostLooks,
  type LookFindings,
  type LookKind,
  type LookTarget,
} from './access/hostLooks.js';
export { installationRecords, type InstallationRecords } from './base/installation.js';
export { backupRecords, type BackupRecords, type LastBackup } from './backups/backups.js';
export { interruptAll } from './lifecycle/interrupt.js';
export { createPeople, type People, type TokenCheck, type User } from './access/people.js';
export { createRecords, type Records } from './records.js';
export { bundleName } from './requests/requests.js';
export { localTime } from './base/times.js';
export type {
  TargetRecord,
  TargetWaiting,
  DeployRow,
  Lease,
  NewRequest,
  RequestHead,
  RequestRecord,
  RollbackBookkeeping,
  Waiting,
  RequestLease,
  WireRequest,
} from './base/types.js';
export type { CatalogueChange } from './events/catalogueChange.js';
export type { GatewayRecords } from './gatewayRecords.js';
export type { Tables } from './base/settings.js';
export type { DueHost, KnownApp } from './looks/claimLooks.js';
export {
  believedFor,
  lastKnown,
  type LookFigures,
  type LookedApp,
  type LookedHost,
  type Looking,
} from './looks/readLooks.js';
export type { Roster } from './looks/roster.js';
export type { EndedLook } from './looks/storeLooks.js';
export type { SeenDrift } from './targets/drifts.js';
export type { EventsAsked, FoundEvent, StoredEvent } from './events/events.js';
export type { Ending, LiveTarget } from './targets/live.js';
export { runningElsewhere, type MainRelease, type RunningGroup } from './targets/running.js';
export { provenanceOfRelease, type KnownProvenance, type ReleasedProgram } from './requests/storeProvenance.js';
export type { ProgramSum } from './requests/programSums.js';
export type { Attempt } from './requests/attempts.js';
export {
  leftBy,
  requireUndoable,
  requireUnfinished,
  switchedOf,
  unfinished,
  type Switched,
} from './targets/switched.js';
export type { ReleaseCursor, ReleaseSummary } from './requests/releases.js';
export type { StoredStep } from './requests/steps.js';
export type { StoredToken } from './access/tokens.js';
export type { TableSize } from './retention/tableSizes.js';
export { createViews, type Views } from './views.js';
