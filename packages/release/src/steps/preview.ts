import type { Step } from '../model/step.js';
import { sharedPaths } from '../model/paths.js';
import { hostScript } from '../scripts/hostScript.js';
import { lookInstruction } from '../scripts/instructions.js';

const previewScript = hostScript({
  file: 'preview',
  lib: [
    'holder',
    'lock',
    'service',
    'processes',
    'currentLink',
    'wayBack',
    'owner',
    'ownerRights',
    'movable',
    'shared',
  ],
  args: ['program', 'adopt_paths'],
});

/** `plan`: looks whether the host would take a release now; changes nothing, needs no lease. */
export const previewStep: Step = {
  name: 'preview',
  instruct: (context) => {
    // The plan shows what would move, and whoever releases by it agrees to that.
    const values = { program: context.paths.program, adopt_paths: sharedPaths(context.app) };
    return lookInstruction(context, previewScript(context, values));
  },
};
