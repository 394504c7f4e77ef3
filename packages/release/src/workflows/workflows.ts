import type { Phase, RequestKind } from '#contract';
import { outlines } from '#contract/workflow';
import type { Step } from '../model/step.js';
import { activateStep } from '../steps/activate.js';
import { transferStep, transferExactlyStep } from '../steps/transfer.js';
import { confirmStep } from '../steps/confirm.js';
import { disarmStep } from '../steps/disarm.js';
import { discardStep } from '../steps/discard.js';
import { doctorStep } from '../steps/doctor.js';
import { driftStep } from '../steps/drift.js';
import {
  afterAllStep,
  afterStartStep,
  beforeSwitchStep,
  onceHooksStep,
  onFailureStep,
  undoHooksStep,
  unlessOneWay,
  unlessUndoneLater,
} from '../hooks/hookSteps.js';
import { workerAfterAllStep, workerHooksStep, workerUndoStep } from '../hooks/workerSteps.js';
import { inspectStep } from '../steps/inspect.js';
import { lookStep } from '../steps/look.js';
import { previewStep } from '../steps/preview.js';
import { probeStep, probeAgainStep, probeStartedStep } from '../steps/probe.js';
import { removalStep, removeStep } from '../steps/removal.js';
import { revertStep, revertAfterSuccessStep } from '../steps/revert.js';
import { logFilesStep, readLogStep, searchLogsStep } from '../logs/logSteps.js';
import { runCommandStep } from '../steps/run.js';
import { sealExactlyStep, sealStep } from '../steps/seal.js';
import { takeoverStep } from '../steps/takeover.js';
import { verifyTargetStep } from '../steps/verifyTarget.js';
import { checkStep } from '../steps/check.js';
import { serviceStep } from '../steps/service.js';

/** The steps of one phase on one host, and those that undo them when one fails. */
export interface Pipeline {
  steps: readonly Step[];
  undo: readonly Step[];
  /** Looks where the host stands when what should put it back failed. */
  look?: Step;
}

/** The phases of an action in their order, and the pipeline of each phase that is done app by app. */
export interface Workflow {
  phases: readonly Phase[];
  pipelines: Partial<Record<Phase, Pipeline>>;
}

const phasesOf = (action: keyof typeof outlines): Phase[] => outlines[action].map(({ phase }) => phase);

const only = (...steps: Step[]): Pipeline => ({ steps, undo: [] });

const switching = [beforeSwitchStep, activateStep, probeStep, confirmStep, afterStartStep];

const release: Workflow = {
  phases: ['stage', 'prepare', 'hooks', 'activate'],
  pipelines: {
    prepare: only(inspectStep, transferStep, sealStep, transferExactlyStep, sealExactlyStep),
    hooks: only(workerHooksStep, onceHooksStep),
    activate: {
      steps: switching,
      undo: [...[revertStep, probeAgainStep, unlessUndoneLater(discardStep)].map(unlessOneWay), onFailureStep],
      look: lookStep,
    },
    wrapUp: only(afterAllStep, workerAfterAllStep),
    undo: {
      ...only(revertAfterSuccessStep, probeAgainStep, unlessUndoneLater(discardStep), onFailureStep),
      look: lookStep,
    },
    hooksUndo: only(undoHooksStep, workerUndoStep, discardStep),
    discard: only(discardStep),
  },
};

const rollback: Workflow = {
  phases: phasesOf('rollback'),
  pipelines: {
    prepare: only(inspectStep, verifyTargetStep),
    activate: { steps: switching, undo: [revertStep, probeAgainStep, onFailureStep], look: lookStep },
    wrapUp: only(afterAllStep, workerAfterAllStep),
    undo: { ...only(revertAfterSuccessStep, probeAgainStep, onFailureStep), look: lookStep },
    hooksUndo: only(undoHooksStep, workerUndoStep),
    discard: only(disarmStep),
  },
};

const onHostOnly = (...steps: Step[]): Workflow => ({ phases: ['visit'], pipelines: { visit: only(...steps) } });
const stageOnly: Workflow = { phases: ['stage'], pipelines: {} };

/** The workflow of each kind of request; one that is not here is answered by the gateway itself. */
export const workflows: Readonly<Partial<Record<RequestKind, Workflow>>> = {
  release,
  plan: { phases: ['stage', 'visit'], pipelines: { visit: only(previewStep) } },
  rollback,
  service: onHostOnly(serviceStep, probeStartedStep),
  check: onHostOnly(checkStep),
  drift: onHostOnly(driftStep),
  doctor: onHostOnly(doctorStep),
  run: onHostOnly(runCommandStep),
  runOnHosts: onHostOnly(runCommandStep),
  logFiles: onHostOnly(logFilesStep),
  readLog: onHostOnly(readLogStep),
  searchLogs: onHostOnly(searchLogsStep),
  takeover: onHostOnly(takeoverStep),
  removal: onHostOnly(removalStep),
  remove: onHostOnly(removeStep),
  download: { phases: ['collect'], pipelines: {} },
  fetch: stageOnly,
  stage: stageOnly,
  compare: stageOnly,
  hooks: stageOnly,
  compareReleases: stageOnly,
};
