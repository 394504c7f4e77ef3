import type { App } from '../model/app.js';
import { hostPaths, sharedPaths } from '../model/paths.js';
import type { Instruction } from '../model/instruction.js';
import type { Step, StepContext } from '../model/step.js';
import { plainScript } from '../scripts/hostScript.js';
import { lookInstruction } from '../scripts/instructions.js';

const script = plainScript({
  file: 'drift',
  lib: ['holder', 'digests', 'verify', 'compareList', 'liveDrift'],
  args: ['state', 'shared_paths', 'program_link', 'config_link', 'reads_added', 'read_seconds'],
});

const readSeconds = 60;

/** How much of the files of a host is read. */
interface Reading {
  /** Added files, too, as many as a release may carry. */
  added: boolean;
  /** Seconds for each tree; null for as long as it takes. */
  seconds: number | null;
}

/** A script that tells what is live on a host and whether it still is what was released; it changes nothing. */
export const driftScript = (
  app: App,
  baseappDir: string,
  { added, seconds }: Reading = { added: false, seconds: null },
): string =>
  script({
    state: hostPaths(app, '', baseappDir).state,
    shared_paths: sharedPaths(app),
    program_link: app.programLink,
    config_link: app.layout === 'separate' ? app.configLink : '',
    reads_added: added ? 'yes' : 'no',
    read_seconds: seconds ?? '',
  });

/** `drift`: holds what is live against the list it was sealed with; needs no lease. */
export const driftStep: Step = {
  name: 'drift',
  instruct: (context) => lookInstruction(context, driftScript(context.app, context.settings.baseappDir)),
};

/** The same as far as a release has to know it before it is switched, for what was prepared a while ago. */
export const lookForDrift = (context: StepContext): Instruction =>
  lookInstruction(
    context,
    driftScript(context.app, context.settings.baseappDir, { added: true, seconds: readSeconds }),
  );
