import {
  directoryMark,
  spelledDirectory,
  statement,
  tellDifference,
  type Detail,
  type DirectoryKey,
  type Finding,
  type SeenDirectories,
  type Statement,
} from '#contract';
import { differencesAmong } from '../state/directories.js';
import type { GatewayDeps } from '../state/dependencies.js';
import { failed, few, notKnown, warning, well } from './finding.js';

/** The directories that could not be read or marked, as "directories.store of worker-1: EACCES …". */
function problems(who: Detail, seen: SeenDirectories): Statement[] {
  return (Object.entries(seen) as [DirectoryKey, { problem: string | null }][]).flatMap(([key, { problem }]) =>
    problem === null ? [] : [statement('directories.problem', { directory: spelledDirectory(key), who, problem })],
  );
}

/** Checks that gateway and workers share their directories. */
export async function examineDirectories({ directories: see, submitter }: GatewayDeps): Promise<Finding[]> {
  const name = 'directories.shared';
  try {
    const [own, signs] = await Promise.all([see(), submitter.workers()]);
    const differences = differencesAmong(own, signs).map(tellDifference);
    const unmarked = [
      ...problems(statement('directories.ofGateway'), own.store ? { store: own.store } : {}),
      ...signs.flatMap(({ id, directories: seen }) => problems(id, seen ?? {})),
    ];
    const lacking = statement('directories.unmarked', { problems: few(unmarked), mark: directoryMark });
    return [
      ...(differences.length === 0
        ? [well(name, statement('directories.shared'))]
        : differences.map((one) => failed(name, one))),
      ...(unmarked.length === 0 ? [] : [warning('directories.marked', lacking)]),
    ];
  } catch (thrown) {
    return [notKnown(name, thrown, 'unknown.redis')];
  }
}
