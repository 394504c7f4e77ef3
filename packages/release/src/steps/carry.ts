import type { Transfer } from '../instruction.js';
import { part } from '../paths.js';
import type { Step, StepContext } from '../step.js';

/** Sends the program and the configuration into the part directories; what the live release holds already is copied there. */
function transfers({ paths, facts }: StepContext, checksum: boolean): Transfer[] {
  const from = (directory: string | undefined): string[] => (directory ? [directory] : []);
  const program: Transfer = {
    tree: 'program',
    to: part(paths.program),
    copyFrom: from(facts.program_before),
    checksum,
    mirror: true,
  };
  const config: Transfer = paths.config
    ? { tree: 'config', to: part(paths.config), copyFrom: from(facts.config_before), checksum, mirror: true }
    : { tree: 'config', to: `${part(paths.program)}/${paths.configInside}`, copyFrom: [], checksum, mirror: false };
  return [program, config];
}

export const carry: Step = {
  name: 'carry',
  applies: ({ facts }) => facts.sealed !== 'yes',
  instruct: (context) => ({
    do: 'carry',
    transfers: transfers(context, false),
    together: context.app.layout === 'separate',
    deadlineMs: context.settings.carry * 1000,
  }),
};

/**
 * The second try when the host does not hold what was sent: files of the same size and time may differ in content
 * (archives built with fixed times), which only a comparison of contents finds.
 */
export const carryExactly: Step = {
  name: 'carryExactly',
  applies: ({ facts }) => facts.mismatch === 'yes',
  instruct: (context) => ({
    do: 'carry',
    transfers: transfers(context, true),
    together: context.app.layout === 'separate',
    deadlineMs: context.settings.carry * 1000,
  }),
};
