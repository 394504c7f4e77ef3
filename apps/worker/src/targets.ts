import type { Environment, HostOverride, Login } from '#config';
import type { Target } from '#ssh';
import { minimatch } from 'minimatch';

/** How to reach an address of an environment: its SSH settings, with every matching entry of `ssh.hosts` laid over them. */
export function targetOf(environment: Environment, address: string): Target {
  const { ssh } = environment;
  const matching = ssh.hosts.filter((entry) => minimatch(address, entry.match));
  const merged: Login & Partial<HostOverride> = Object.assign({}, ssh, ...matching) as Login & Partial<HostOverride>;
  return {
    address: merged.address ?? address,
    port: merged.port,
    user: merged.user,
    privateKey: merged.privateKey,
    passphrase: merged.passphrase,
    password: merged.password,
    hostKeys: ssh.hostKeys,
    knownHosts: ssh.knownHosts,
    jump: merged.jump ? targetOf(withoutJumpTo(environment, merged.jump), merged.jump) : null,
    label: address,
  };
}

/** A jump host that matches a pattern with itself as the jump would be reached through itself for ever. */
function withoutJumpTo(environment: Environment, jump: string): Environment {
  const hosts = environment.ssh.hosts.map((entry) => (entry.jump === jump ? { ...entry, jump: undefined } : entry));
  return { ...environment, ssh: { ...environment.ssh, hosts: hosts as HostOverride[] } };
}
