import { type Environment, type HostOverride, reach } from '#config';
import type { Target } from '#ssh';

/** How to reach an address of an environment: its SSH settings, with every matching entry of `ssh.hosts` laid over them. */
export function loginFor(environment: Environment, address: string): Target {
  const { ssh } = environment;
  const { jump, ...way } = reach(ssh, address);
  return {
    ...way,
    hostKeys: ssh.hostKeys,
    knownHosts: ssh.knownHosts,
    jump: jump ? loginFor(withoutJumpTo(environment, jump), jump) : null,
    label: address,
  };
}

/** A jump host that matches a pattern with itself as the jump would be reached through itself for ever. */
function withoutJumpTo(environment: Environment, jump: string): Environment {
  const hosts = environment.ssh.hosts.map((entry) => (entry.jump === jump ? { ...entry, jump: undefined } : entry));
  return { ...environment, ssh: { ...environment.ssh, hosts: hosts as HostOverride[] } };
}
