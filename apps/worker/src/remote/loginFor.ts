import { type Environment, type HostOverride, reachOf } from '#config';
import type { HostLogin } from '#release';
import type { SshLogin } from '#ssh';

/**
 * The SSH login for a host of the catalogue: the settings of its environment, what the catalogue says of the host, and every
 * matching entry of `ssh.hosts`, each laid over the one before.
 */
export function loginFor(environment: Environment, host: string, described?: HostLogin | null): SshLogin {
  const { ssh } = environment;
  const { jump, ...way } = reachOf(ssh, host, described);
  const next = described?.jump;
  return {
    ...way,
    hostKeys: ssh.hostKeys,
    knownHosts: ssh.knownHosts,
    jump: jump
      ? loginFor(withoutJumpTo(environment, jump), jump)
      : next
        ? loginFor(environment, next.address, next)
        : null,
    label: host,
  };
}

/** Drops a jump for the jump host itself: one that matches its own pattern would be reached through itself for ever. */
function withoutJumpTo(environment: Environment, jump: string): Environment {
  const hosts = environment.ssh.hosts.map((entry) => (entry.jump === jump ? { ...entry, jump: undefined } : entry));
  return { ...environment, ssh: { ...environment.ssh, hosts: hosts as HostOverride[] } };
}
