export { advance, mergeFacts, type Next, type StepRecord } from './workflows/advance.js';
export type { App, HostLogin, Packaging } from './model/app.js';
export { storedApp } from './model/storedApp.js';
export { byService, inService, noneInService, type InService } from './model/inService.js';
export { restartModeOf, serviceKindOf } from './services/index.js';
export {
  hooksAt,
  isOfWorker,
  keepsForward,
  onceFor,
  staysForward,
  withHooksOfPackage,
  withUndoOfPackage,
  type Hook,
  type HookApp,
} from './model/hook.js';
export { healthType, type HealthCheck } from './health/index.js';
export type { HttpLook, Look, Pace, ScriptLook, Seen, TcpLook } from './health/contract.js';
export { asksOf, lastingAsksOf } from './steps/probe.js';
export { appFound, doctorFound, hostFound, type KnownHostFacts } from './findings/doctor.js';
export { doctorStep } from './steps/doctor.js';
export { hostCheckScript } from './steps/hostCheck.js';
export { unreadVariables } from './findings/variables.js';
export { absencesOf } from './findings/absences.js';
export { lyingData, sharedPlaces } from './findings/lyingData.js';
export { goesOnWith, toolLayoutFound, toolName, type PlaceFindings } from './findings/toolLayout.js';
export { toolLayoutScript } from './scripts/toolLayout.js';
export { driftFound } from './findings/drift.js';
export { removalFound, removeFound } from './findings/removal.js';
export { againstRelease, carriedOver, type Brings, type DriftDecision } from './drift/againstRelease.js';
export {
  changeLine,
  handChangesIn,
  hostDrift,
  spellChange,
  stateChange,
  type HandChange,
  type HostDrift,
} from './drift/hostDrift.js';
export { withOwnFiles } from './drift/withOwnFiles.js';
export { sightingsFound, unseenReasons, type SightedService, type Sighting } from './findings/sighting.js';
export { previewSteps } from './workflows/previewSteps.js';
export {
  beforeAttempt,
  directoriesByMaker,
  type Attempts,
  expiredDirectories,
  markedRelease,
  namedRelease,
  previousRelease,
  rollbackRoute,
  withoutOurLinks,
  type PastRelease,
  type ReleaseName,
  type RollbackChoice,
} from './history/history.js';
export { holderIn, otherHolder, whoIs, type Identities } from './model/installation.js';
export type { Ask, Facts, Instruction, Observation, Output, Transfer, WorkerHook } from './model/instruction.js';
export { spellOwner, type FileOwner } from './model/owner.js';
export { asidePaths, hostPaths, partDirectory, shareCommand, sharedRoot, type HostPaths } from './model/paths.js';
export {
  namesRelease,
  nothingLate,
  secretsNamed,
  serviceExports,
  type LateValues,
  type Variables,
} from './model/variables.js';
export { isNeverReached } from './findings/neverReached.js';
export { workflows, type Pipeline, type Workflow } from './workflows/workflows.js';
export {
  isPerApp,
  nextPhase,
  goesByBatches,
  hasWorkIn,
  type AppProgress,
  type PhaseRun,
  type Progress,
} from './workflows/nextPhase.js';
export type { StrategySettings } from './model/strategySettings.js';
export { batchesOf, resolveStrategy, type ResolvedStrategy } from './workflows/strategy.js';
export { driftScript, lookForDrift } from './steps/drift.js';
export { liveTreesScript } from './scripts/liveTrees.js';
export { sightScript } from './scripts/sight.js';
export type {
  DirectoriesByMaker,
  Payload,
  TreePatch,
  ReleasePatch,
  Installation,
  HostSettings,
  Step,
  StepContext,
  RollbackDirectories,
} from './model/step.js';
export { textLines, type TreeList } from './model/treeList.js';
export { logFilesFound, logRowsFound, logTextFound } from './logs/logSteps.js';
export { tailScript, type LogTail } from './logs/tailScript.js';
