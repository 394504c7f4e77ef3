export { advance, gather, type Next, type StepRecord } from './workflows/advance.js';
export type { App, HealthCheck } from './model/app.js';
export { doctorFound } from './findings/doctor.js';
export { driftFound } from './findings/drift.js';
export { foresee } from './workflows/previewSteps.js';
export {
  expiredDirectories,
  markedRelease,
  namedRelease,
  previousRelease,
  routeOf,
  withoutOurLinks,
  type PastRelease,
  type ReleaseName,
  type RollbackChoice,
} from './history/history.js';
export { holderIn, otherHolder, whoIs, type Identities } from './model/installation.js';
export type { Facts, Instruction, Observation, Said, Transfer } from './model/instruction.js';
export { asidePaths, hostPaths, part, type HostPaths } from './model/paths.js';
export { isNeverReached } from './findings/neverReached.js';
export { plans, type Pipeline, type Plan } from './workflows/workflows.js';
export { isPerApp, nextMove, takesPart, type AppProgress, type Move, type Progress } from './workflows/nextPhase.js';
export { batchesOf, rolloutOf, type Rollout, type RolloutWish } from './workflows/strategy.js';
export { driftScript } from './steps/drift.js';
export { survey } from './scripts/liveTrees.js';
export { untouched } from './scripts/liveIntact.js';
export type { Cargo, Change, Difference, Installation, Settings, Step, StepContext, Target } from './model/step.js';
export { linesOf, type TreeList } from './model/treeList.js';
