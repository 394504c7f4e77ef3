import { createHash } from 'node:crypto';
import type { SshLogin } from './types.js';

/** One text for targets that may share a connection: same machine, user, credentials, host key rule and way there. */
export function loginKey(target: SshLogin): string {
  const { address, port, user, privateKey, passphrase, password, agent, hostKeys, knownHosts, jump } = target;
  const credentials = [privateKey, passphrase, password].map((secret) => secret?.reveal() ?? null);
  const parts = [address, port, user, credentials, agent, hostKeys, knownHosts, jump ? loginKey(jump) : null];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
