export type { Ballot, Part } from './apps.js';
export { hashOfLines, type AuditRow } from './retention/auditLines.js';
export type { Pruned, Retention } from './retention/prune.js';
export type { Delivery } from './deliveries.js';
export { type DeployColumns } from './deployRows.js';
export { hostKeyRecords, type HostKeyRecords } from './hostKeys.js';
export { installationRecords, type InstallationRecords } from './installation.js';
export { createPeople, type People, type TokenCheck, type User } from './people.js';
export { createRecords, type Records } from './records.js';
export { bundleName } from './requests.js';
export { localTime } from './times.js';
export type {
  AppRecord,
  AppWaiting,
  DeployRow,
  GatewayRecords,
  Lease,
  NewRequest,
  RequestHead,
  RequestRecord,
  RollbackMarks,
  Tables,
  Waiting,
  WalkLease,
} from './types.js';
export type { SeenDrift } from './drifts.js';
export type { EventsAsked, FoundEvent, StoredEvent } from './events.js';
export type { Live } from './live.js';
export type { ReleaseMark, ReleaseSummary } from './releases.js';
export type { StoredStep } from './steps.js';
export type { StoredToken } from './tokens.js';
export type { TableSize } from './tables.js';
export { createViews, type Views } from './views.js';
