export * from './directories.js';
export { formats, hasFormat, releaseStampIn, type ReleaseStamp, type Sha256, type TextFormat } from './formats.js';
export { gitProtocolOf, isGitCommit, isGitRef, type GitProtocol } from './gitRef.js';
export { givenProvenance, remarksIn } from './information.js';
export * from './lists.js';
export { directoriesOf } from './directoriesOf.js';
export * from './provenance.js';
export * from './provenanceTexts.js';
export * from './logs.js';
export { packageUrl } from './packageUrl.js';
export { needsOneGroup, requireValid } from './rules.js';
export {
  actionNames,
  kindOfAction,
  longestCommand,
  mostParallel,
  requestKinds,
  requestSchema,
  type Request,
  type RequestKind,
  type RequestOf,
  type RequestTraits,
  type RollbackTo,
  type Targets,
} from './request.js';
export { isSecretReference, secretName, shownValue, type SecretReference } from './secretReference.js';
export { sourceKinds, type Source } from './source.js';
export type { HostCount, Strategy } from './strategy.js';
export { isTimestamp } from './timestamp.js';
export { canBeNamed, longestName, mostNames, plainName } from './targets.js';
