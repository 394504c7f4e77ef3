export { advance, gather, type Next, type StepRecord } from './advance.js';
export type { App, HealthCheck } from './app.js';
export { doctorFound } from './doctor.js';
export { driftFound } from './drift.js';
export { foresee } from './foresee.js';
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
} from './history.js';
export { holderIn, otherHolder, whoIs, type Identities } from './installation.js';
export type { Facts, Instruction, Observation, Said, Transfer } from './instruction.js';
export { asidePaths, hostPaths, part, type HostPaths } from './paths.js';
export { isNeverReached } from './neverReached.js';
export { plans, type Pipeline, type Plan } from './pipelines.js';
export { isPerApp, nextMove, takesPart, type AppProgress, type Move, type Progress } from './rollout.js';
export { batchesOf, rolloutOf, type Policy, type Rollout, type RolloutWish } from './rolloutPlan.js';
export { driftScript } from './steps/drift.js';
export { survey } from './steps/survey.js';
export { untouched } from './steps/untouched.js';
export type { Cargo, Change, Difference, Installation, Settings, Step, StepContext, Target } from './step.js';
export { linesOf, type TreeList } from './treeList.js';
