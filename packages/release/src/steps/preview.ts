import type { Step } from '../model/step.js';
import { hostScript } from '../scripts/hostScript.js';
import { lookInstruction } from '../scripts/instructions.js';

const previewScript = hostScript({
  file: 'preview',
  lib: ['holder', 'lock', 'service', 'processes', 'currentLink', 'wayBack', 'shared'],
  args: ['program'],
});

/** `plan`: looks whether the host would take a release now; changes nothing, needs no lease. */
export const previewStep: Step = {
  name: 'preview',
  instruct: (context) => lookInstruction(context, previewScript(context, { program: context.paths.program })),
};
