import type { Phase } from '#contract';
import { advance, type StepRecord } from './advance.js';
import type { App } from './app.js';
import type { Facts } from './instruction.js';
import { hostPaths } from './paths.js';
import { plans } from './pipelines.js';
import type { Settings, StepContext } from './step.js';

/** What a host says when all goes well, as far as later steps go by it. */
const wellDone: Readonly<Record<string, Facts>> = { seal: { sealed: 'yes', mismatch: 'no' } };

/** The steps a release would take on an app if nothing fails, asked of `advance` as the worker does. */
export function foresee(
  app: App,
  { confirm, settings }: { confirm: number; settings: Settings },
): { phase: Phase; step: string }[] {
  const context: StepContext = {
    app,
    requestId: '',
    stamp: '',
    parameters: {},
    fence: 0,
    paths: hostPaths(app, '', settings.baseappDir),
    settings,
    facts: {},
    cargo: null,
    target: null,
    expired: [],
    confirm,
  };
  const { phases, pipelines } = plans.release!;
  return phases.flatMap((phase) => {
    const pipeline = pipelines[phase];
    const history: StepRecord[] = [];
    for (;;) {
      const next = pipeline && advance(pipeline, history, context);
      if (next?.do !== 'step') return history.map(({ step }) => ({ phase, step }));
      const { name } = next.step;
      history.push({ step: name, state: 'done', facts: wellDone[name] ?? {}, trouble: null });
    }
  });
}
