import { seeDirectory } from '#bundle';
import type { Config } from '#config';
import {
  directoriesOf,
  directoryDifferences,
  directoryKeys,
  directoryMeant,
  spelledDirectory,
  CodedError,
  type DirectoryDifference,
  type DirectoryKey,
  type DirectorySeen,
  type Request,
  type SeenDirectories,
  type WantedDirectories,
} from '#contract';
import type { WorkerSign } from '#queue';
import type { GatewayDeps } from './dependencies.js';

const believedMs = 2000;

/**
 * Inspects the directories of config.yml: all of them at most every two seconds, those that are named at once. The gateway works
 * in the store only: it makes and marks that one, and takes the others as they are.
 */
export function createDirectoryView({ directories: paths }: Pick<Config, 'directories'>): GatewayDeps['directories'] {
  let last: { at: number; seen: Promise<SeenDirectories> } | null = null;
  const marked = new Map<DirectoryKey, DirectorySeen>();
  const look = async (keys: readonly DirectoryKey[]): Promise<SeenDirectories> => {
    const seen: SeenDirectories = {};
    for (const key of keys) {
      const ours = key === 'store';
      const one = await seeDirectory(paths[key], { make: ours, needed: ours });
      if (!one) continue;
      // The one who made it anew just now removed the mark with the content; a worker restores it.
      const before = marked.get(key);
      const lost = one.id === null && one.problem === null && before?.device === one.device;
      seen[key] = lost ? { ...one, id: before!.id } : one;
      if (one.id !== null) marked.set(key, one);
    }
    return seen;
  };
  return (keys) => {
    if (keys) return look(keys);
    const now = performance.now();
    if (!last || now - last.at > believedMs) last = { at: now, seen: look(directoryKeys) };
    return last.seen;
  };
}

/**
 * The directories in which the bytes of a request lie, or are to lie, as far as that matters and anybody knows. Throws
 * DIRECTORIES_DIFFER, QUEUE_AWAY.
 */
export async function directoriesMeant(
  { directories, submitter }: Pick<GatewayDeps, 'directories' | 'submitter'>,
  request: Request,
): Promise<WantedDirectories> {
  const keys = directoriesOf(request);
  if (keys.length === 0) return {};
  const [own, signs] = await Promise.all([directories(keys), submitter.workers()]);
  const meant: WantedDirectories = {};
  for (const key of keys) {
    const mine = own[key] ?? null;
    const theirs = signs.flatMap((sign) => sign.directories?.[key] ?? []);
    // Uploads lie in the store of the gateway, whoever shares it.
    const found = key === 'store' && mine ? { id: mine.id, at: mine.at } : directoryMeant(mine, theirs);
    if (found === 'differ') {
      const places = signs.flatMap(({ id, directories: of }) => (of?.[key] ? [`${of[key].path} of ${id}`] : []));
      throw new CodedError('DIRECTORIES_DIFFER', { directory: spelledDirectory(key), places });
    }
    if (found) meant[key] = found;
  }
  return meant;
}

/** The directories that live workers do not share with each other, and the store if the gateway does not share it. */
export function differencesAmong(own: SeenDirectories, signs: readonly WorkerSign[]): DirectoryDifference[] {
  const workers = signs.flatMap(({ id, directories }) => (directories ? [{ name: id, directories }] : []));
  const gateway = { name: 'the gateway', directories: own.store ? { store: own.store } : {} };
  return directoryDifferences([...workers, ...(workers.length > 0 ? [gateway] : [])]);
}
