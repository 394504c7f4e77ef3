export type { Action, Setup } from './actions/action.js';
export { controls } from './actions/controls.js';
export { directoriesOf } from './actions/directories.js';
export { downloadParts } from './actions/enterRouteDownload.js';
export { packageUrl } from './actions/packageUrl.js';
export { canBeNamed, type Parameter } from './actions/parameter.js';
export { type ParsedRequest, parseRequest } from './actions/parse.js';
export { actions, findAction } from './actions/registry.js';
export { absentActions, isAbsent } from './errors/absent.js';
export { catalogue, type Code, type Details, type Kind, type TroubleClass } from './errors/codes.js';
export * from './request/directories.js';
export type {
  AppResult,
  Outcome,
  Phase,
  RequestState,
  Settlement,
  Standing,
  TreeDifference,
} from './results/settlement.js';
export * from './request/index.js';
export { toldTrouble, withoutTrouble } from './errors/toldTrouble.js';
export { asTrouble, Trouble, type TroublePlace, type TroubleReport } from './errors/trouble.js';
export type {
  AppDifference,
  CarriedTree,
  CheckAppFacts,
  ConfigFacts,
  DiffFacts,
  DownloadAppFacts,
  DoctorAppFacts,
  DownloadSource,
  Drift,
  DriftFacts,
  DownloadCombileFacts,
  Finding,
  HolderFacts,
  LastDeploy,
  PlanFacts,
  PlannedAppFacts,
  PlannedTree,
  PreviewAppFacts,
  ReleaseFacts,
  RollbackAppFacts,
  RunAppFacts,
  ServiceAppFacts,
  SourceSeen,
  SwitchFacts,
  SyncproFacts,
  TakeoverAppFacts,
} from './results/findings.js';
export * from './v1/index.js';
