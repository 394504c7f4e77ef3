import type { Step } from '../model/step.js';
import { hostScript } from '../scripts/hostScript.js';
import { lookInstruction } from '../scripts/instructions.js';

const checkScript = hostScript({
  file: 'check',
  lib: ['holder', 'service', 'processes', 'currentLink'],
  args: ['config_link'],
});

/** `check`: looks at processes, what starts the application, and directories; changes nothing, needs no lease. */
export const checkStep: Step = {
  name: 'check',
  // Also where it lies in the program, and is no link.
  instruct: (context) => lookInstruction(context, checkScript(context, { config_link: context.app.configLink })),
};
