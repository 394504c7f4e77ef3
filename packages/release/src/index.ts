export { advance, gather, type Next, type StepRecord } from './advance.js';
export type { App, HealthCheck } from './app.js';
export {
  expiredDirectories,
  markedRelease,
  previousRelease,
  type PastRelease,
  type RollbackChoice,
} from './history.js';
export type { Facts, Instruction, Observation, Transfer } from './instruction.js';
export { hostPaths, part, type HostPaths } from './paths.js';
export { plans, type Pipeline, type Plan } from './pipelines.js';
export { isPerApp, nextPhase, type Progress } from './rollout.js';
export { survey } from './steps/survey.js';
export type { Cargo, Settings, Step, StepContext, Target } from './step.js';
