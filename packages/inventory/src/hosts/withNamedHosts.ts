import type { Fleet } from '#fleet';
import { hostTable } from './hostTable.js';

/** The name of the host that a text means: that name, or the address that one host alone has. */
export const hostNameOf = (fleet: Pick<Fleet, 'hosts'>, text: string): string => hostTable(fleet.hosts).nameOf(text);

/** The same fleet where apps and outages have the name of their host in place of its address, as it is read back. */
export function withNamedHosts(fleet: Fleet): Fleet {
  const { nameOf } = hostTable(fleet.hosts);
  const apps = [...fleet.apps].map(([name, app]) => [name, { ...app, host: nameOf(app.host) }] as const);
  return {
    ...fleet,
    apps: new Map(apps),
    outages: new Map([...fleet.outages].map(([host, outage]) => [nameOf(host), outage])),
  };
}
