import type { Step } from '../model/step.js';
import { hostScript } from '../scripts/hostScript.js';
import { lockedInstruction } from '../scripts/instructions.js';

const takeoverScript = hostScript({
  file: 'takeover',
  lib: ['holder', 'lock', 'journal', 'startTime', 'transferProcesses'],
  args: [],
});

/** `takeover`: puts our name on the app of this host, with a fence above any seen there. Touches neither links nor processes. */
export const takeoverStep: Step = {
  name: 'takeover',
  instruct: (context) => lockedInstruction(context, takeoverScript(context, {}), context.settings.command),
};
