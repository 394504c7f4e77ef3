import type { App } from '../model/app.js';
import { hostPaths } from '../model/paths.js';
import type { Step } from '../model/step.js';
import { plainScript } from '../scripts/hostScript.js';
import { lookInstruction } from '../scripts/instructions.js';

const script = plainScript({
  file: 'drift',
  lib: ['holder', 'digests', 'verify', 'compareList', 'liveDrift'],
  args: ['state', 'program_link', 'config_link', 'reads_added', 'read_seconds'],
});

/** A script that tells what is live on a host and whether it still is what was released; it changes nothing. */
export const driftScript = (app: App, baseappDir: string): string =>
  script({
    state: hostPaths(app, '', baseappDir).state,
    program_link: app.programLink,
    config_link: app.layout === 'separate' ? app.configLink : '',
    reads_added: 'no',
    read_seconds: '',
  });

/** `drift`: holds what is live against the list it was sealed with; needs no lease. */
export const driftStep: Step = {
  name: 'drift',
  instruct: (context) => lookInstruction(context, driftScript(context.app, context.settings.baseappDir)),
};
