import { readFile } from 'node:fs/promises';
import { CodedError } from '#contract';
import type { HostKeys, SshLogin } from '../login/types.js';
import { type KnownKeys, knownHosts } from './knownHosts.js';

/** All that is known of a target's host keys before it is asked. A missing file knows nothing; LOCAL_IO if unreadable. */
export async function knownKeysOf(target: SshLogin, keys: HostKeys): Promise<KnownKeys> {
  const { address, port } = target;
  const text = target.knownHosts === null ? '' : await read(target.knownHosts);
  const known = knownHosts(text, address, port);
  if (target.hostKeys === 'known_hosts') return known;
  return { ...known, good: [...known.good, ...(await keys.find(address, port))] };
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
