export { formats, type ReleaseStamp, type Sha256, type TextFormat } from './formats.js';
export {
  busyPolicies,
  downloadTrees,
  requestKinds,
  serviceOperations,
  type DownloadTrees,
  type Request,
  type RequestKind,
  type RequestTraits,
  type RollbackTo,
  type ServiceOperation,
  type Targets,
  type WhenBusy,
} from './request.js';
export { applyModes, type Apply, type Source } from './source.js';
export { failurePolicies, type FailurePolicy, type HostCount, type Strategy } from './strategy.js';
