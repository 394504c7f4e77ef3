import { partDirectory, sharedPaths } from '../model/paths.js';
import type { Step, StepContext } from '../model/step.js';
import { deltaOf } from '../model/treeList.js';
import { hostScript } from '../scripts/hostScript.js';
import { lockedInstruction } from '../scripts/instructions.js';

const inspectScript = hostScript({
  file: 'inspect',
  lib: [
    'holder',
    'lock',
    'journal',
    'owner',
    'ownTree',
    'ownerRights',
    'service',
    'processes',
    'currentLink',
    'switchLink',
    'wayBack',
    'startTime',
    'transferProcesses',
    'digests',
    'verify',
    'compareList',
    'liveDrift',
    'prune',
    'finalize',
    'copyCurrent',
    'movable',
    'shared',
    'relabel',
    'logEnds',
  ],
  args: [
    'program',
    'program_home',
    'program_part',
    'config',
    'config_part',
    'expired',
    'needed',
    'needed_inodes',
    'difference',
    'coming',
    'list_from',
    'live_sum',
    'list_sum',
    'program_delta',
    'config_digests',
    'program_gone',
    'program_come',
    'config_gone',
    'config_come',
    'entries',
    'checked',
    'reads_added',
    'read_seconds',
    'adopt_paths',
  ],
});

const size = (bytes: Uint8Array | undefined): number => bytes?.length ?? 0;

const noPatch = {
  difference: 'no',
  coming: 0,
  list_from: '',
  live_sum: '',
  list_sum: '',
  program_delta: '',
  config_digests: '',
  program_gone: 0,
  program_come: 0,
  config_gone: 0,
  config_come: 0,
  entries: 0,
  checked: 0,
};

/**
 * The bytes that come with the script, in the order they are read on the host, and the values that tell them apart there. The lists
 * stand among the values; what the live release is no base for is left to the transfer.
 */
function patchOf({ payload }: StepContext): { input: Uint8Array[]; values: typeof noPatch } {
  const { patch = null, live, program } = payload ?? {};
  if (!patch) return { input: [], values: noPatch };
  const { change, config } = patch;
  const input = [change, config].flatMap((tree) => (tree ? [tree.gone, tree.come] : []));
  const delta = deltaOf(live!, program!).text;
  const values = {
    difference: 'yes',
    coming: input.reduce((sum, bytes) => sum + bytes.length, 0),
    list_from: patch.program,
    live_sum: live!.sum,
    list_sum: program!.sum,
    program_delta: delta,
    config_digests: config?.lines ?? '',
    program_gone: size(change.gone),
    program_come: size(change.come),
    config_gone: size(config?.gone),
    config_come: size(config?.come),
    entries: change.entries + (config?.entries ?? 0),
    checked: (delta.match(/^\+/gm) ?? []).length,
  };
  return { input, values };
}

const inodeAndBlock = 4;
/**
 * Seconds for which files of each tree are read to tell what was changed by hand. A rollback goes back all the same: it only tells, and
 * does not wait for long.
 */
const readSeconds = { release: 60, rollback: 10 };
/** Inodes a release takes beside its files, and its directories as far as they are not known. */
const inodesBeside = 64;

/**
 * Looks at the host before anything is changed: current links, init script, free space; makes the part directories. What is
 * no longer kept goes now, and so does what an earlier release could not take away when the host was lost or in trouble.
 * If little differs from the live release, nothing else is to be done then: the new one is made of it, verified, sealed, and
 * the host armed, all in one.
 */
export const inspectStep: Step = {
  name: 'inspect',
  instruct: (context) => {
    const { app, paths, payload, settings, request } = context;
    const { input, values } = patchOf(context);
    const reading = payload ? readSeconds.release : readSeconds.rollback;
    const script = inspectScript(context, {
      program: paths.program,
      program_home: paths.program.slice(0, -(context.stamp.length + 1)),
      program_part: payload ? partDirectory(paths.program) : '',
      config: paths.config ?? '',
      config_part: payload && paths.config ? partDirectory(paths.config) : '',
      expired: context.expired.filter((directory) => !directory.includes('\n')).join('\n'),
      needed_inodes: payload ? payload.files + inodesBeside : 0,
      needed: payload ? Math.ceil(payload.bytes / 1024) + payload.files * inodeAndBlock + 1024 : 0,
      ...values,
      reads_added: payload ? 'yes' : 'no',
      read_seconds: reading,
      // Whoever releases by a plan has read what moves; the worker holds what is told against that plan.
      adopt_paths: request.kind === 'release' && request.plan !== undefined ? sharedPaths(app) : '',
    });
    return {
      ...lockedInstruction(context, script, 90 + 2 * reading + (payload?.patch ? settings.carry : 0)),
      ...(input.some(({ length }) => length > 0) ? { input } : {}),
    };
  },
};
