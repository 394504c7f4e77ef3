import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { serverPath } from './servers.js';

/** A key pair at `path` and `path.pub`, made when it is missing; gives the public key's one line. */
export async function sshKey(path: string): Promise<string> {
  if (!existsSync(path)) {
    const program = await serverPath('ssh-keygen');
    await promisify(execFile)(program, ['-q', '-t', 'ed25519', '-N', '', '-C', 'rexflow', '-f', path]);
  }
  return readFileSync(`${path}.pub`, 'utf8').trim();
}
