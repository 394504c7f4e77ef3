import { readFile } from 'node:fs/promises';
import { CodedError } from '#contract';
import type { HostKeys, SshLogin } from '../login/types.js';
import { type KnownKeys, knownHosts } from './knownHosts.js';

/** All that is known of a target's host keys before it is asked. A missing file knows nothing; LOCAL_IO if unreadable. */
export async function knownKeysOf(target: SshLogin, keys: HostKeys): Promise<KnownKeys> {
  const known = await keysInFile(target);
  const byFileAlone = target.hostKeys === 'known_hosts';
  const stored = await keys.find(target.address, target.port).catch((thrown: unknown) => {
    // A host that the file knows is reached also while the store is away.
    if (byFileAlone && known.good.length > 0) return [];
    throw thrown;
  });
  const counting = stored.filter(({ approved }) => approved || !byFileAlone);
  return { ...known, good: [...known.good, ...counting.map(({ key }) => key)] };
}

/** What the known_hosts file of a target says of it. */
export const keysInFile = async ({ knownHosts: path, address, port }: SshLogin): Promise<KnownKeys> =>
  knownHosts(path === null ? '' : await read(path), address, port);

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return '';
    throw new CodedError('LOCAL_IO', { what: `known_hosts ${path}`, reason: message }, { cause: error });
  }
}
