import { minimatch } from 'minimatch';
import type { HostOverride, Login, SshConfig } from '../schema/types.js';

/** The login, address and port of one host, and the host it is reached through. */
export interface Reach extends Login {
  address: string;
  jump: string | null;
}

/** What the catalogue says of the way to a host. */
export interface DescribedLogin {
  address?: string;
  user?: string;
  port?: number;
}

/**
 * The login for a host of the catalogue: the environment's own, with what the catalogue says of the host laid over it, and every
 * matching entry of `ssh.hosts` over that.
 */
export function reachOf(ssh: SshConfig, host: string, described?: DescribedLogin | null): Reach {
  const { address: at, user: as, port: on } = described ?? {};
  const stated = Object.fromEntries(
    Object.entries({ address: at, user: as, port: on }).filter(([, value]) => value !== undefined),
  );
  const matching = ssh.hosts.filter(({ match }) => minimatch(host, match));
  const merged = Object.assign({}, ssh, stated, ...matching) as Login & Partial<HostOverride>;
  const { user, port, privateKey, passphrase, password, agent, address = host, jump = null } = merged;
  return { user, port, privateKey, passphrase, password, agent, address, jump };
}
