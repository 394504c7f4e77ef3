import type { Outage } from '#contract';
import type { FleetHost } from '../settings/hosts.js';
import type { AppSettings, GroupSettings } from '../settings/settings.js';

/** An app with all that counts for it. */
export interface FleetApp {
  group: string;
  /** Name of a host, or an address. */
  host: string;
  /** Canonical, with everything of its group in it and no placeholder left. */
  settings: AppSettings;
}

/** Hosts, groups and apps by name: what a file says, or what the catalogue holds. */
export interface Fleet {
  hosts: ReadonlyMap<string, FleetHost>;
  /** Hosts out of service, by name or address. */
  outages: ReadonlyMap<string, Outage>;
  /** What each group gives its apps; placeholders stand in it. */
  groups: ReadonlyMap<string, GroupSettings>;
  apps: ReadonlyMap<string, FleetApp>;
}

/**
 * The same fleet with the groups of its apps, and without what is about nothing: groups of which nothing is said and that have no apps,
 * outages of hosts that are not there.
 */
export function withItsGroups({ hosts, groups, apps, outages }: Fleet): Fleet {
  const named = new Set([...hosts.keys(), ...[...apps.values()].map(({ host }) => host)]);
  const used = new Set([...apps.values()].map(({ group }) => group));
  const stated = [...groups].filter(([group, settings]) => used.has(group) || Object.keys(settings).length > 0);
  const implied = [...used].filter((group) => !groups.has(group)).map((group) => [group, {}] as const);
  return {
    hosts,
    outages: new Map([...outages].filter(([host]) => named.has(host))),
    apps,
    groups: new Map([...stated, ...implied]),
  };
}
