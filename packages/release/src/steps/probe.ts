import type { StepName } from '#contract/workflow';
import type { Step } from '../model/step.js';
import { hostScript } from '../scripts/hostScript.js';
import { asksHealth } from '../scripts/values.js';

const processesScript = hostScript({ file: 'processes', lib: ['service', 'processes'], args: [] });

const ask = (name: StepName, applies: Step['applies']): Step => ({
  name,
  applies,
  instruct: (context) => ({
    do: 'probe',
    checks: context.app.health,
    deadlineMs: Math.round(context.settings.health * 1000),
    alive: processesScript(context, {}),
  }),
});

/** Asks whether the application is well until it is; gives up early when no process is left. */
export const probeStep: Step = ask('probe', asksHealth);

/** The same of what a service action started. */
export const probeStartedStep: Step = ask('probe', (context) => context.facts.came_up === 'yes' && asksHealth(context));

/** The same of the release that was put back. */
export const probeAgainStep: Step = ask('probeAgain', asksHealth);
