import { isIPv4 } from 'node:net';
import type { FleetHost } from '#fleet';
import type { HostLogin } from '#release';

/** The hosts that are described, by name, and what stands for each in a row of the catalogue. */
export interface HostTable {
  /** The name of the host a `network_ip` means; the text itself where none is described. */
  nameOf(written: string): string;
  /** What the host a `network_ip` means is found by beside it: its name and labels; nothing where none is described. */
  wordsOf(written: string): string[];
  /** What stands for a host in `network_ip`. */
  written(host: string): string;
  /** What stands, or would stand, in the catalogue for each of them, by the alphabet. */
  all(): string[];
  /** How one logs in to the host a `network_ip` means; null where config.yml alone says it. */
  loginOf(written: string): HostLogin | null;
}

/**
 * The table over these hosts. An IPv4 address that only one of them has stands in the catalogue as it is, so that RexDeployV3 goes on
 * reading it; every other host is named there by its name.
 */
export function hostTable(hosts: ReadonlyMap<string, FleetHost>): HostTable {
  const byAddress = new Map<string, string[]>();
  for (const [name, { address }] of hosts) byAddress.set(address, [...(byAddress.get(address) ?? []), name]);
  const ofAddress = (address: string): string | undefined => {
    const names = byAddress.get(address) ?? [];
    return names.length === 1 ? names[0] : undefined;
  };
  const loginTo = (name: string, way: readonly string[]): HostLogin | null => {
    const host = hosts.get(name);
    if (!host || way.includes(name)) return null;
    const { jump, ...login } = host.login ?? {};
    const through = jump === undefined ? null : loginTo(jump, [...way, name]);
    return { address: host.address, ...login, ...(through && { jump: through }) };
  };
  const nameOf = (written: string): string => (hosts.has(written) ? written : (ofAddress(written) ?? written));
  const written = (host: string): string => {
    const address = hosts.get(host)?.address;
    return address !== undefined && isIPv4(address) && ofAddress(address) !== undefined ? address : host;
  };
  return {
    nameOf,
    wordsOf: (text) => {
      const name = nameOf(text);
      const host = hosts.get(name);
      return host ? [name, ...Object.entries(host.labels ?? {}).map(([key, value]) => `${key}=${value}`)] : [];
    },
    written,
    all: () => [...hosts.keys()].map(written).sort(),
    loginOf: (written) => loginTo(nameOf(written), []),
  };
}
