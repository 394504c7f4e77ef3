export { type DeployColumns } from './deployRows.js';
export { hostKeyRecords, type HostKeyRecords } from './hostKeys.js';
export { createPeople, type People, type TokenCheck, type User } from './people.js';
export { createRecords, type Records } from './records.js';
export { bundleName } from './requests.js';
export { localTime } from './times.js';
export type { Waiting } from './waiting.js';
export type {
  AppRecord,
  DeployRow,
  GatewayRecords,
  Lease,
  NewRequest,
  RequestRecord,
  Tables,
  WalkLease,
} from './types.js';
