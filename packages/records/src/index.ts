export type { AppRecord, DeployRow, GatewayRecords, NewRequest, RequestRecord } from './types.js';
