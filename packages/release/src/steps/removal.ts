import type { Step, StepContext } from '../model/step.js';
import { hostScript } from '../scripts/hostScript.js';
import { lockedInstruction, lookInstruction } from '../scripts/instructions.js';
import { restartSeconds } from '../scripts/values.js';

const removalScript = hostScript({
  file: 'removal',
  lib: ['holder', 'lock', 'service', 'processes', 'currentLink', 'removal'],
  args: ['made', 'others', 'elsewhere'],
});
const removeScript = hostScript({
  file: 'remove',
  lib: [
    ...(['holder', 'lock', 'journal', 'owner', 'service', 'processes', 'uptime', 'application'] as const),
    ...(['currentLink', 'removal', 'startTime', 'transferProcesses'] as const),
  ],
  args: ['made', 'others', 'elsewhere', 'approved'],
});

/** The directories of an app by whose they are, one on a line, as the scripts take them. */
function placesOf({ made }: StepContext) {
  const { ours = [], others = [], elsewhere = [] } = made ?? {};
  return { made: ours.join('\n'), others: others.join('\n'), elsewhere: elsewhere.join('\n') };
}

/** `removal`: what removing an app would take away from its host; changes nothing, needs no lease. */
export const removalStep: Step = {
  name: 'removal',
  instruct: (context) => lookInstruction(context, removalScript(context, placesOf(context))),
};

/** `remove`: stops the application and takes away what rexflow made there, if that is what was approved. */
export const removeStep: Step = {
  name: 'remove',
  instruct: (context) => {
    const { request, settings } = context;
    const approved = request.kind === 'remove' ? request.plan : '';
    const script = removeScript(context, { ...placesOf(context), approved });
    return lockedInstruction(context, script, restartSeconds(context) + settings.carry);
  },
};
