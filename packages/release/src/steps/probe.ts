import type { StepName } from '#contract/workflow';
import { healthType } from '../health/index.js';
import type { App } from '../model/app.js';
import type { Ask, Facts } from '../model/instruction.js';
import { serviceExports } from '../model/variables.js';
import type { Step } from '../model/step.js';
import { hostScript } from '../scripts/hostScript.js';
import { asksHealth } from '../scripts/values.js';

const processesScript = hostScript({ file: 'processes', lib: ['service', 'processes'], args: [] });

/** All that is asked of an app, in its order; `facts` are what the host told before it was started, `exports` lines that export its variables. */
export function asksOf(app: App, facts: Facts = {}, exports = ''): Ask[] {
  let files = 0;
  return app.health.map((check) => {
    const logEnd = check.type === 'log' ? (facts[`log_end_${files++}`] ?? '') : '';
    return { check, look: healthType(check).look(check, { program: app.programLink, logEnd, exports }) };
  });
}

/** What can be asked of an app at any time. */
export const lastingAsksOf = (app: App, exports = ''): Ask[] =>
  asksOf(app, {}, exports).filter(({ check }) => healthType(check).lasts);

const ask = (name: StepName, applies: Step['applies']): Step => ({
  name,
  applies,
  instruct: (context) => ({
    do: 'probe',
    asks: asksOf(context.app, context.facts, serviceExports(context)),
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
