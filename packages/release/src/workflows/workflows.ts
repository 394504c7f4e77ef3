import type { Phase, RequestKind } from '#contract';
import { outlines } from '#contract/workflow';
import type { Step } from '../model/step.js';
import { activate } from '../steps/activate.js';
import { carry, carryExactly } from '../steps/transfer.js';
import { confirm } from '../steps/confirm.js';
import { disarm } from '../steps/disarm.js';
import { discard } from '../steps/discard.js';
import { doctor } from '../steps/doctor.js';
import { drift } from '../steps/drift.js';
import { inspect } from '../steps/inspect.js';
import { look } from '../steps/look.js';
import { preview } from '../steps/preview.js';
import { probe, probeAgain, probeStarted } from '../steps/probe.js';
import { revert, takeBack } from '../steps/revert.js';
import { run } from '../steps/run.js';
import { sealFinally, sealFirst } from '../steps/seal.js';
import { takeover } from '../steps/takeover.js';
import { verifyTarget } from '../steps/verifyTarget.js';
import { check, service } from '../steps/service.js';

/** What is done on one host in one phase of an action, and what undoes it when a step fails. */
export interface Pipeline {
  steps: readonly Step[];
  undo: readonly Step[];
  /** Looks where the host stands when what should put it back failed. */
  look?: Step;
}

/** The phases of an action in their order, and the pipeline of each phase that is done app by app. */
export interface Plan {
  phases: readonly Phase[];
  pipelines: Partial<Record<Phase, Pipeline>>;
}

const phasesOf = (action: keyof typeof outlines): Phase[] => outlines[action].map(({ phase }) => phase);

const only = (...steps: Step[]): Pipeline => ({ steps, undo: [] });

const release: Plan = {
  phases: phasesOf('release'),
  pipelines: {
    prepare: only(inspect, carry, sealFirst, carryExactly, sealFinally),
    activate: { steps: [activate, probe, confirm], undo: [revert, probeAgain, discard], look },
    undo: { ...only(takeBack, probeAgain, discard), look },
    discard: only(discard),
  },
};

const rollback: Plan = {
  phases: phasesOf('rollback'),
  pipelines: {
    prepare: only(inspect, verifyTarget),
    activate: { steps: [activate, probe, confirm], undo: [revert, probeAgain], look },
    undo: { ...only(takeBack, probeAgain), look },
    discard: only(disarm),
  },
};

const visit = (...steps: Step[]): Plan => ({ phases: ['visit'], pipelines: { visit: only(...steps) } });
const stageOnly: Plan = { phases: ['stage'], pipelines: {} };

/** How each kind of request is carried out; one that is not here is answered by the gateway itself. */
export const plans: Readonly<Partial<Record<RequestKind, Plan>>> = {
  release,
  plan: { phases: ['stage', 'visit'], pipelines: { visit: only(preview) } },
  rollback,
  service: visit(service, probeStarted),
  check: visit(check),
  drift: visit(drift),
  doctor: visit(doctor),
  run: visit(run),
  takeover: visit(takeover),
  download: { phases: ['collect'], pipelines: {} },
  fetch: stageOnly,
  stage: stageOnly,
  compare: stageOnly,
  hooks: stageOnly,
};
