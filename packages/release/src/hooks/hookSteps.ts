import type { HookTime } from '#contract';
import type { StepName } from '#contract/workflow';
import {
  hooksAt,
  hooksUndoing,
  hookValues,
  isOfWorker,
  onceFor,
  placeAt,
  secondsOf,
  staysForward,
  type Hook,
} from '../model/hook.js';
import type { Step, StepContext } from '../model/step.js';
import { hostScript } from '../scripts/hostScript.js';
import { lockedInstruction } from '../scripts/instructions.js';

/** What a step of hooks runs on the host of an app, and where. */
interface Chosen {
  hooks: readonly Hook[];
  place: string;
}

function hookStep(name: StepName, choose: (context: StepContext) => Chosen, how: Pick<Step, 'optional'> = {}): Step {
  const hooksScript = hostScript({
    file: 'hooks',
    step: name,
    lib: ['holder', 'lock', 'journal', 'hooks'],
    args: ['hooks', 'hook_secrets'],
  });
  return {
    name,
    ...how,
    applies: (context) => !context.ranOnce?.includes(name) && choose(context).hooks.length > 0,
    instruct: (context) => {
      const { hooks, place } = choose(context);
      const script = hooksScript(context, hookValues(hooks, context, place));
      return lockedInstruction(context, script, secondsOf(hooks) + 10);
    },
  };
}

const each =
  (when: HookTime) =>
  (context: StepContext): Chosen => ({ hooks: hooksAt(context.app, when, 'each'), place: placeAt(when, context) });

/** What this app runs for its whole group on its host. */
const onceOf = ({ app, together }: StepContext, hooks: readonly Hook[]): readonly Hook[] =>
  onceFor(app, together, hooks).filter((hook) => !isOfWorker(hook));

const once =
  (when: HookTime) =>
  (context: StepContext): Chosen => ({
    hooks: onceOf(context, hooksAt(context.app, when, 'once')),
    place: placeAt(when, context),
  });

/** The same hooks where none of them may keep the next one from being run. */
const onlyWarning = (hooks: readonly Hook[]): Hook[] => hooks.map((hook) => ({ ...hook, onFailure: 'warn' }));

/** What runs once before any host is switched: a migration. */
export const onceHooksStep: Step = hookStep('onceHooks', once('before-switch'));

export const beforeSwitchStep: Step = hookStep('beforeSwitch', each('before-switch'));

export const afterStartStep: Step = hookStep('afterStart', each('after-start'));

/** Nothing is left to be undone then: whatever becomes of it, the release has failed. */
export const onFailureStep: Step = hookStep(
  'onFailure',
  (context) => {
    const { hooks, place } = each('on-failure')(context);
    return { hooks: onlyWarning(hooks), place };
  },
  { optional: true },
);

/** All hosts run the new release by then: what goes wrong here puts none of them back. */
export const afterAllStep: Step = hookStep(
  'afterAll',
  (context) => {
    const [all, one] = [each('after-all')(context), once('after-all')(context)];
    return { ...all, hooks: onlyWarning([...all.hooks, ...one.hooks]) };
  },
  { optional: true },
);

/** Makes undone what ran once, from the release that did it. */
export const undoHooksStep: Step = hookStep('undoHooks', (context) => ({
  hooks: onceOf(context, hooksUndoing(context.app)),
  place: context.request.kind === 'rollback' ? (context.facts.program_before ?? '') : context.paths.program,
}));

/** The step as it is where a hook of the app does not forbid to go back. */
export const unlessOneWay = (step: Step): Step => ({
  ...step,
  applies: (context) => !staysForward(context) && (step.applies?.(context) ?? true),
});

/** The step as it is where nothing of the release is needed any more to undo what ran once. */
export const unlessUndoneLater = (step: Step): Step => ({
  ...step,
  applies: (context) => hooksUndoing(context.app).length === 0 && (step.applies?.(context) ?? true),
});
