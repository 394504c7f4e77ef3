import {
  asCodedError,
  spelledDirectory,
  tellDifference,
  type DirectoryKey,
  type Finding,
  type SeenDirectories,
} from '#contract';
import { differencesAmong } from '../state/directories.js';
import type { GatewayDeps } from '../state/dependencies.js';
import { failed, few, warning, well } from './finding.js';

/** The directories that could not be read or marked, as "directories.store of worker-1: EACCES …". */
function problems(name: string, seen: SeenDirectories): string[] {
  return (Object.entries(seen) as [DirectoryKey, { problem: string | null }][]).flatMap(([key, { problem }]) =>
    problem === null ? [] : [`${spelledDirectory(key)} of ${name}: ${problem}`],
  );
}

/** Checks that gateway and workers share their directories. */
export async function examineDirectories({ directories: see, submitter }: GatewayDeps): Promise<Finding[]> {
  const name = 'directories.shared';
  try {
    const [own, signs] = await Promise.all([see(), submitter.workers()]);
    const differences = differencesAmong(own, signs).map(tellDifference);
    const unmarked = [
      ...problems('the gateway', own.store ? { store: own.store } : {}),
      ...signs.flatMap(({ id, directories: seen }) => problems(id, seen ?? {})),
    ];
    const advice =
      'Mount the volume, and let rexflow write there (chown), or make the mark yourself: uuidgen >.rexflow-id in it.';
    return [
      ...(differences.length === 0
        ? [well(name, 'gateway and workers that live share their directories, as far as they have them')]
        : differences.map((one) => failed(name, one.message, one.advice))),
      ...(unmarked.length === 0 ? [] : [warning('directories.marked', few(unmarked), advice)]),
    ];
  } catch (thrown) {
    return [warning(name, `not known: ${asCodedError(thrown).message}`, 'Bring Redis back first.')];
  }
}
