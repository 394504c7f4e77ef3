import type { Step } from '../model/step.js';
import { hostScript } from '../scripts/hostScript.js';
import { lockedInstruction } from '../scripts/instructions.js';
import { environmentText, startExports } from '../services/environmentFile.js';
import { restartSeconds } from '../scripts/values.js';

const serviceScript = hostScript({
  file: 'service',
  lib: [
    'holder',
    'lock',
    'journal',
    'owner',
    'service',
    'processes',
    'uptime',
    'application',
    'logEnds',
    'environment',
  ],
  args: ['verb', 'variables', 'environment'],
});

/**
 * `service`: start, stop, restart or reload; start of a running and stop of a stopped one do nothing. What was started is
 * asked at its URL afterwards, as after a release.
 */
export const serviceStep: Step = {
  name: 'service',
  instruct: (context) => {
    const script = serviceScript(context, {
      variables: startExports(context),
      environment: environmentText(context),
      verb: context.request.kind === 'service' ? context.request.operation : '',
    });
    return lockedInstruction(context, script, restartSeconds(context));
  },
};
