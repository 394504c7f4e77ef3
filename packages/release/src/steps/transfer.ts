import type { Instruction, Transfer } from '../model/instruction.js';
import { partDirectory } from '../model/paths.js';
import type { Step, StepContext } from '../model/step.js';
import { hostScript } from '../scripts/hostScript.js';

/** Sends the program and the configuration into the part directories; what the live release holds already is copied there. */
function transfers({ paths, facts }: StepContext, checksum: boolean): Transfer[] {
  const from = (directory: string | undefined): string[] => (directory ? [directory] : []);
  const program: Transfer = {
    tree: 'program',
    to: partDirectory(paths.program),
    copyFrom: from(facts.program_before),
    checksum,
    mirror: true,
  };
  const config: Transfer | null = paths.config
    ? { tree: 'config', to: partDirectory(paths.config), copyFrom: from(facts.config_before), checksum, mirror: true }
    : paths.configInside === null
      ? null
      : {
          tree: 'config',
          to: `${partDirectory(paths.program)}/${paths.configInside}`,
          copyFrom: [],
          checksum,
          mirror: false,
        };
  return config ? [program, config] : [program];
}

/** Asks whoever brings something to be the newest holder, and to be known. */
const guardScript = hostScript({
  file: 'transferGuard',
  lib: ['holder', 'lock', 'startTime', 'transferProcesses'],
  args: [],
});

const instruct = (context: StepContext, checksum: boolean): Instruction => ({
  do: 'carry',
  transfers: transfers(context, checksum),
  together: context.app.layout === 'separate',
  guard: guardScript(context, {}),
  deadlineMs: context.settings.carry * 1000,
});

export const transferStep: Step = {
  name: 'carry',
  applies: ({ facts }) => facts.sealed !== 'yes',
  instruct: (context) => instruct(context, false),
};

/**
 * The second try when the host does not hold what was sent: files of the same size and time may differ in content
 * (archives built with fixed times), which only a comparison of contents finds.
 */
export const transferExactlyStep: Step = {
  name: 'carryExactly',
  applies: ({ facts }) => facts.mismatch === 'yes',
  instruct: (context) => instruct(context, true),
};
