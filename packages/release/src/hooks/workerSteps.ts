import type { StepName } from '#contract/workflow';
import { hookVariables, hooksAt, hooksUndoing, isOfWorker, onceFor, type Hook } from '../model/hook.js';
import type { Step, StepContext } from '../model/step.js';

/** A step that runs on the worker what this app runs for its whole group. */
function workerStep(
  name: StepName,
  choose: (context: StepContext) => readonly Hook[],
  how: Pick<Step, 'optional'> = {},
): Step {
  const chosen = (context: StepContext): Hook[] =>
    onceFor(context.app, context.together, choose(context)).filter(isOfWorker);
  return {
    name,
    ...how,
    onWorker: true,
    applies: (context) => !context.ranOnce?.includes(name) && chosen(context).length > 0,
    instruct: (context) => ({
      do: 'hooks',
      hooks: chosen(context).map((hook) => ({
        name: hook.name,
        command: hook.command,
        seconds: hook.seconds,
        onFailure: how.optional ? 'warn' : hook.onFailure,
        variables: hookVariables(hook, context),
      })),
    }),
  };
}

/** What runs once before any host is switched, and before what runs once on a host. */
export const workerHooksStep: Step = workerStep('workerHooks', ({ app }) => hooksAt(app, 'before-switch', 'once'));

/** All hosts run the new release by then: what goes wrong here puts none of them back. */
export const workerAfterAllStep: Step = workerStep('workerAfterAll', ({ app }) => hooksAt(app, 'after-all', 'once'), {
  optional: true,
});

/** Makes undone what ran once on the worker. */
export const workerUndoStep: Step = workerStep('workerUndo', ({ app }) => hooksUndoing(app));
