import type { Step } from '../model/step.js';
import { hostScript } from '../scripts/hostScript.js';
import { lockedInstruction } from '../scripts/instructions.js';

const confirmScript = hostScript({ file: 'confirm', lib: ['holder', 'lock', 'journal'], args: ['confirm'] });

/** Tells a host that waits for word (`confirm`) that its application is healthy. */
export const confirmStep: Step = {
  name: 'confirm',
  applies: (context) => context.confirm > 0,
  instruct: (context) =>
    lockedInstruction(context, confirmScript(context, { confirm: context.confirm }), context.settings.command),
};
