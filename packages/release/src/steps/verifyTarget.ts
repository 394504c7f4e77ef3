import type { Step } from '../model/step.js';
import { hostScript } from '../scripts/hostScript.js';
import { lockedInstruction } from '../scripts/instructions.js';

const verifyTargetScript = hostScript({
  file: 'verifyTarget',
  lib: ['holder', 'lock', 'journal', 'owner', 'currentLink', 'switchLink', 'movable', 'shared'],
  args: ['program', 'config'],
});

/** Sees the directories a rollback goes back to before anything is stopped, and makes the host ready to be switched. */
export const verifyTargetStep: Step = {
  name: 'verifyTarget',
  instruct: (context) => {
    const { program, config } = context.target!;
    const script = verifyTargetScript(context, { program, config: config ?? '' });
    return lockedInstruction(context, script, context.settings.command);
  },
};
