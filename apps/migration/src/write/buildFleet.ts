import { isIPv4 } from 'node:net';
import { isFleetName, writeFleet, type FleetDocument, type FleetHost } from '#fleet';
import { withoutPort } from '../original/withoutPort.js';

/** Whether something is a member of a group: the value of the label that has the name of the group. */
const member = 'yes';

/** A fleet file with the hosts of host groups, each with a label for every group it is in; null where there are none. */
export function buildFleet(groups: ReadonlyMap<string, readonly string[]>, sudo: boolean): string | null {
  const hosts = new Map<string, FleetHost & { labels: Record<string, string> }>();
  for (const [group, all] of groups) {
    for (const written of all.filter(isFleetName)) {
      const { address, port } = withoutPort(written);
      const login = { ...(port !== null && { port }), ...(sudo && { become: 'sudo' as const }) };
      const host: FleetHost & { labels: Record<string, string> } = hosts.get(written) ?? {
        address,
        ...(Object.keys(login).length > 0 && { login }),
        labels: {},
      };
      host.labels[group] = member;
      hosts.set(isIPv4(address) && port === null ? address : written, host);
    }
  }
  if (hosts.size === 0) return null;
  return writeFleet({ version: 1, hosts: Object.fromEntries(hosts) } as FleetDocument, []);
}
