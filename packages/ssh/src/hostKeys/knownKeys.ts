import { readFile } from 'node:fs/promises';
import { CodedError } from '#contract';
import type { HostKeys, SshLogin } from '../login/types.js';
import { authoritiesIn } from './judge.js';
import { type KnownKeys, knownHosts } from './knownHosts.js';

/** The most keys that are taken from the file for whoever asks what stands in it. */
const mostListed = 20;

/** All that is known of a target's host keys before it is asked. A missing file knows nothing; LOCAL_IO if unreadable. */
export async function knownKeysOf(target: SshLogin, keys: HostKeys): Promise<KnownKeys> {
  const known = await keysInFile(target);
  const byFileAlone = target.hostKeys === 'known_hosts';
  const stored = await keys.find(target.address, target.port).catch((thrown: unknown) => {
    // A host that the file knows is reached also while the store is away.
    if (byFileAlone && countingIn(known).length > 0) return [];
    throw thrown;
  });
  const counting = stored.filter(({ approved }) => approved || !byFileAlone);
  return { ...known, good: [...known.good, ...counting.map(({ key }) => key)] };
}

/** The keys of a file that a login may meet. */
const countingIn = ({ good, anyPort }: KnownKeys): string[] =>
  good.length > 0 || anyPort === null ? good : anyPort.good.filter((key) => !anyPort.revoked.includes(key));

/** What the known_hosts file of a target says of it, as far as it decides a login. */
export async function decidingKeys(target: SshLogin): Promise<{ good: string[]; revoked: string[] }> {
  const known = await keysInFile(target);
  return { good: countingIn(known).slice(0, mostListed), revoked: known.revoked.slice(0, mostListed) };
}

/** The keys of the authorities that the known_hosts file of a target lets vouch for it; ssh2 cannot hold a host against them. */
export const vouchingAuthorities = async (target: SshLogin): Promise<string[]> =>
  authoritiesIn(await keysInFile(target)).slice(0, mostListed);

async function keysInFile({ knownHosts: path, address, port }: SshLogin): Promise<KnownKeys> {
  return knownHosts(path === null ? '' : await read(path), address, port);
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return '';
    throw new CodedError('LOCAL_IO', { what: `known_hosts ${path}`, reason: message }, { cause: error });
  }
}
