import type { Step } from '../model/step.js';
import { hostScript } from '../scripts/hostScript.js';
import { lookInstruction } from '../scripts/instructions.js';

const lookScript = hostScript({ file: 'look', lib: ['service', 'processes', 'currentLink'], args: [] });

/**
 * Looks, after going back failed, whether the previous release is live and the application runs: what could not be done or
 * written down is one thing, where the host stands another. Takes no lock and changes nothing.
 */
export const lookStep: Step = {
  name: 'look',
  instruct: (context) => lookInstruction(context, lookScript(context, {})),
};
