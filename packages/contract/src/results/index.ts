export type { LogFilesFindings, LogSearchFindings, LogTextFindings } from './logFindings.js';
export type {
  AppDifference,
  CarriedTree,
  CheckAppFindings,
  HooksFindings,
  CompareFindings,
  DownloadAppFindings,
  DoctorAppFindings,
  DownloadSource,
  Drift,
  DriftFindings,
  FetchFindings,
  Finding,
  HolderFindings,
  LastDeploy,
  MixedFindings,
  MixedGroup,
  NotShown,
  ReleaseFindings,
  RollbackAppFindings,
  RunAppFindings,
  ServiceAppFindings,
  SourceSeen,
  SwitchFindings,
  StageFindings,
  TakeoverAppFindings,
  AppPlace,
  RemovalAppFindings,
  RemoveAppFindings,
  TextChange,
  TextsFindings,
} from './findings.js';
export type {
  PlanFindings,
  PlannedAppFindings,
  PlannedAdoption,
  PlannedDrift,
  PlannedCommand,
  PlannedHook,
  PlannedTree,
  PlannedVariable,
  PreviewAppFindings,
} from './planFindings.js';
export { finding } from './finding.js';
export {
  appState,
  groupSeen,
  type AppSeen,
  type GroupSeen,
  type ReleaseShare,
  type RunningRelease,
} from './groupSeen.js';
export type { HostCheckFindings, HostKeyFindings, ShownHostKey } from './hostLooks.js';
export * from './lists.js';
export type { LayoutFindings, ToolLayout } from './toolLayout.js';
export type { ServiceSeen, ServiceStopped } from './serviceSeen.js';
export type { ExposedFile, Seclusion } from './seclusion.js';
export { mixedFindings, mixedIn } from './mixed.js';
export type { AppResult, Settlement, TreeDifference } from './settlement.js';
export { warningMembers, warningText, warningsIn, type Warning, type WarningMembers } from './warnings.js';
