import { minimatch } from 'minimatch';
import type { HostOverride, Login, SshConfig } from '../schema/types.js';

/** The login, address and port of one host, and the host it is reached through. */
export interface Reach extends Login {
  address: string;
  jump: string | null;
}

/** The login for an address of the catalogue: the environment's own, with every matching entry of `ssh.hosts` laid over it. */
export function reachOf(ssh: SshConfig, host: string): Reach {
  const matching = ssh.hosts.filter(({ match }) => minimatch(host, match));
  const merged = Object.assign({}, ssh, ...matching) as Login & Partial<HostOverride>;
  const { user, port, privateKey, passphrase, password, address = host, jump = null } = merged;
  return { user, port, privateKey, passphrase, password, address, jump };
}
