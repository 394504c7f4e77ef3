import type { Step } from '../model/step.js';
import { hostScript } from '../scripts/hostScript.js';
import { lockedInstruction } from '../scripts/instructions.js';
import { serviceExports } from '../model/variables.js';
import { restartSeconds } from '../scripts/values.js';

const serviceScript = hostScript({
  file: 'service',
  lib: ['holder', 'lock', 'journal', 'service', 'processes', 'uptime', 'application', 'logEnds'],
  args: ['verb', 'variables'],
});

/**
 * `service`: start, stop, restart or reload; start of a running and stop of a stopped one do nothing. What was started is
 * asked at its URL afterwards, as after a release.
 */
export const serviceStep: Step = {
  name: 'service',
  instruct: (context) => {
    const script = serviceScript(context, {
      variables: serviceExports(context),
      verb: context.request.kind === 'service' ? context.request.operation : '',
    });
    return lockedInstruction(context, script, restartSeconds(context));
  },
};
