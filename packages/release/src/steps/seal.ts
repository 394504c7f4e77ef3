import type { StepName } from '#contract/workflow';
import { partDirectory } from '../model/paths.js';
import type { Step, StepContext } from '../model/step.js';
import { deltaOf } from '../model/treeList.js';
import { hostScript } from '../scripts/hostScript.js';
import { lockedInstruction } from '../scripts/instructions.js';

const sealScript = hostScript({
  file: 'seal',
  lib: [
    'holder',
    'lock',
    'journal',
    'owner',
    'ownTree',
    'currentLink',
    'switchLink',
    'startTime',
    'transferProcesses',
    'digests',
    'verify',
    'finalize',
    'movable',
    'shared',
    'relabel',
  ],
  args: [
    'final',
    'program',
    'program_part',
    'config',
    'config_part',
    'files',
    'list_from',
    'list_sum',
    'coming',
    'program_lines',
    'config_lines',
    'own_files',
    'privileges',
  ],
});

const nothing = new Uint8Array();

/** True when the host has the list of the live release that we know, so that a difference to it says all. */
const sameBase = ({ payload, facts }: StepContext): boolean =>
  payload!.live !== null && facts.sealed_sum === payload!.live.sum && Boolean(facts.program_before);

const seal = (name: StepName, final: boolean): Step => ({
  name,
  applies: ({ facts }) => facts.sealed !== 'yes' && (!final || facts.mismatch === 'yes'),
  instruct: (context) => {
    const { paths, settings, facts } = context;
    const { program, config, live, files, own = '', privileges = '' } = context.payload!;
    const base = sameBase(context);
    const lists = [(base ? deltaOf(live!, program) : program).bytes, config?.bytes ?? nothing] as const;
    const script = sealScript(context, {
      final: final ? 'yes' : 'no',
      program: paths.program,
      program_part: partDirectory(paths.program),
      config: paths.config ?? '',
      config_part: paths.config ? partDirectory(paths.config) : '',
      files,
      list_from: base ? facts.program_before! : '',
      list_sum: program.sum,
      coming: lists[0].length + lists[1].length,
      program_lines: lists[0].length,
      config_lines: lists[1].length,
      own_files: own,
      privileges,
    });
    return { ...lockedInstruction(context, script, settings.command), input: [...lists] };
  },
});

/**
 * Holds what arrived against the manifest, gives it its name and makes the host ready to be switched. A mismatch asks for
 * an exact transfer.
 */
export const sealStep = seal('seal', false);

/** The same after an exact transfer, where a mismatch is final. */
export const sealExactlyStep = seal('sealExactly', true);
