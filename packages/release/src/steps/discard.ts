import type { Step } from '../model/step.js';
import { hostScript } from '../scripts/hostScript.js';
import { lockedInstruction } from '../scripts/instructions.js';

const discardScript = hostScript({
  file: 'discard',
  lib: ['holder', 'lock', 'journal', 'owner', 'currentLink', 'switchLink', 'startTime', 'transferProcesses'],
  args: ['program', 'config'],
});

/** Takes away what an abandoned release brought to a host that was not switched. */
export const discardStep: Step = {
  name: 'discard',
  optional: true,
  applies: ({ neverReached }) => !neverReached,
  instruct: (context) => {
    const { program, config } = context.paths;
    const script = discardScript(context, { program, config: config ?? '' });
    return lockedInstruction(context, script, context.settings.command);
  },
};
