import { hooksAt, hookValues, placeAt, secondsOf } from '../model/hook.js';
import type { Step, StepContext } from '../model/step.js';
import { hostScript } from '../scripts/hostScript.js';
import { lockedInstruction } from '../scripts/instructions.js';
import { environmentText, exportsGoingBack, startExports } from '../services/environmentFile.js';
import { restartSeconds, stableMsBeforeProbe } from '../scripts/values.js';

const activateScript = hostScript({
  file: 'activate',
  lib: [
    'holder',
    'lock',
    'journal',
    'owner',
    'service',
    'processes',
    'uptime',
    'application',
    'currentLink',
    'switchLink',
    'movable',
    'adopt',
    'shared',
    'setWatch',
    'logEnds',
    'hooks',
    'environment',
  ],
  args: [
    'stable_ms',
    'program_target',
    'config_target',
    'confirm',
    'size',
    'watch',
    'hooks',
    'hook_secrets',
    'variables',
    'environment',
  ],
});

/** Puts the previous release back by itself when nobody confirms in time. */
const watchScript = hostScript({
  file: 'watchdog',
  step: 'watch',
  lib: [
    'journal',
    'service',
    'processes',
    'uptime',
    'application',
    'currentLink',
    'switchLink',
    'movable',
    'adopt',
    'environmentBack',
    'putBack',
  ],
  args: ['program_target', 'app_key', 'variables'],
});

/** The directories the current links shall point to: a rollback's target, else this request's release directories. */
function goal({ target, paths }: StepContext): { program_target: string; config_target: string } {
  return target
    ? { program_target: target.program, config_target: target.config ?? '' }
    : { program_target: paths.program, config_target: paths.config ?? '' };
}

function watch(context: StepContext): string {
  return watchScript(
    { ...context, unique: `${context.unique}-watch` },
    { program_target: goal(context).program_target, app_key: context.app.appKey, variables: exportsGoingBack(context) },
  );
}

/**
 * Stop, switch the current links, start, count: one script, marked in the host's journal part by part. What can be done while
 * the application still runs, or runs again, is not done between.
 */
export const activateStep: Step = {
  name: 'activate',
  instruct: (context) => {
    const { app, target, facts } = context;
    const hooks = hooksAt(app, 'after-switch', 'each');
    // What waits for the confirmation waits for them, too.
    const confirm = context.confirm === 0 ? 0 : context.confirm + secondsOf(hooks);
    const script = activateScript(context, {
      ...goal(context),
      stable_ms: stableMsBeforeProbe(context),
      confirm,
      // A release was measured when it was sealed; what a rollback goes to was not.
      size: target ? '' : (facts.size ?? ''),
      watch: confirm === 0 ? '' : watch(context),
      variables: startExports(context),
      environment: environmentText(context),
      ...hookValues(hooks, context, placeAt('after-switch', context)),
    });
    return { ...lockedInstruction(context, script, restartSeconds(context) + secondsOf(hooks)), together: true };
  },
};
