import type { StepName } from '#contract/workflow';
import type { Step } from '../model/step.js';
import { hostScript } from '../scripts/hostScript.js';
import { lockedInstruction } from '../scripts/instructions.js';
import { exportsGoingBack } from '../services/environmentFile.js';
import { restartSeconds, stableMsBeforeProbe } from '../scripts/values.js';

function backStep(name: StepName): Step {
  const revertScript = hostScript({
    file: 'revert',
    step: name,
    lib: [
      'holder',
      'lock',
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
      'logEnds',
    ],
    args: ['stable_ms', 'app_key', 'variables'],
  });
  return {
    name,
    instruct: (context) => {
      const script = revertScript(context, {
        stable_ms: stableMsBeforeProbe(context),
        app_key: context.app.appKey,
        variables: exportsGoingBack(context),
      });
      return lockedInstruction(context, script, restartSeconds(context));
    },
  };
}

/** Undo on the host that failed. */
export const revertStep: Step = backStep('revert');

/** Undo on a host that did well, because the release as a whole did not. */
export const revertAfterSuccessStep: Step = backStep('takeBack');
