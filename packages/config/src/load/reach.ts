import { minimatch } from 'minimatch';
import type { HostOverride, Login, Ssh } from '../schema/types.js';

/** How one host is reached: who logs in, at which address and port, and through which other host. */
export interface Reach extends Login {
  address: string;
  jump: string | null;
}

/** The way to an address of the catalogue: the environment's own, with every matching entry of `ssh.hosts` laid over it. */
export function reach(ssh: Ssh, host: string): Reach {
  const matching = ssh.hosts.filter(({ match }) => minimatch(host, match));
  const merged = Object.assign({}, ssh, ...matching) as Login & Partial<HostOverride>;
  const { user, port, privateKey, passphrase, password, address = host, jump = null } = merged;
  return { user, port, privateKey, passphrase, password, address, jump };
}
