import { type Environment, type HostOverride, reachOf } from '#config';
import type { SshLogin } from '#ssh';

/** The SSH login for an address: the settings of its environment, with every matching entry of `ssh.hosts` laid over them. */
export function loginFor(environment: Environment, address: string): SshLogin {
  const { ssh } = environment;
  const { jump, ...way } = reachOf(ssh, address);
  return {
    ...way,
    hostKeys: ssh.hostKeys,
    knownHosts: ssh.knownHosts,
    jump: jump ? loginFor(withoutJumpTo(environment, jump), jump) : null,
    label: address,
  };
}

/** Drops a jump for the jump host itself: one that matches its own pattern would be reached through itself for ever. */
function withoutJumpTo(environment: Environment, jump: string): Environment {
  const hosts = environment.ssh.hosts.map((entry) => (entry.jump === jump ? { ...entry, jump: undefined } : entry));
  return { ...environment, ssh: { ...environment.ssh, hosts: hosts as HostOverride[] } };
}
