import type { Step } from '../model/step.js';
import { hostScript, plainScript } from '../scripts/hostScript.js';
import { lockedInstruction, lookInstruction } from '../scripts/instructions.js';
import { restartSeconds } from '../scripts/values.js';

const serviceScript = hostScript({ file: 'service', lib: ['journal', 'application'], args: ['verb'] });

/**
 * `service`: start, stop or restart by the init script; start of a running and stop of a stopped one do nothing. What was started is
 * asked at its URL afterwards, as after a release.
 */
export const service: Step = {
  name: 'service',
  instruct: (context) => {
    const script = serviceScript(context, {
      verb: context.request.kind === 'service' ? context.request.operation : '',
    });
    return lockedInstruction(context, script, restartSeconds(context));
  },
};

const checkScript = plainScript({
  file: 'check',
  lib: ['application', 'currentLink'],
  args: ['state', 'key', 'init', 'program_link', 'config_link'],
});

/** `check`: looks at processes, init script and directories; changes nothing, needs no lease. */
export const check: Step = {
  name: 'check',
  instruct: (context) => {
    const { app, paths } = context;
    const script = checkScript({
      state: paths.state,
      key: app.processKey,
      init: app.init,
      program_link: app.programLink,
      config_link: app.configLink,
    });
    return lookInstruction(context, script);
  },
};
