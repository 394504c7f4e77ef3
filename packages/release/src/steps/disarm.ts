import type { Step } from '../model/step.js';
import { hostScript } from '../scripts/hostScript.js';
import { lockedInstruction } from '../scripts/instructions.js';

const disarmScript = hostScript({
  file: 'disarm',
  lib: ['holder', 'lock', 'journal', 'currentLink', 'switchLink'],
  args: [],
});

/** Takes back what made a host ready for a switch that does not come. */
export const disarmStep: Step = {
  name: 'disarm',
  optional: true,
  applies: ({ neverReached }) => !neverReached,
  instruct: (context) => lockedInstruction(context, disarmScript(context, {}), context.settings.command),
};
