import type { Fleet } from '../model/fleet.js';
import type { AppDocument, FleetDocument, GroupDocument } from '../settings/file.js';
import { ownSettings } from './appSettings.js';

const sorted = <T>(map: ReadonlyMap<string, T>): [string, T][] =>
  [...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));

/** A fleet as its file has it, every name in it once: what `expandFleet` makes the same fleet of. */
export function documentOf({ hosts, groups, apps }: Fleet, environment: string): FleetDocument {
  const documents = new Map<string, GroupDocument & { apps: Record<string, AppDocument> }>();
  const named = new Map([
    ...groups,
    ...[...apps.values()].filter(({ group }) => !groups.has(group)).map(({ group }) => [group, {}] as const),
  ]);
  for (const [group, settings] of sorted(named)) documents.set(group, { ...settings, apps: {} });
  for (const [app, { group, host, settings }] of sorted(apps)) {
    const own = ownSettings(groups.get(group) ?? {}, settings, { app, host, group, environment });
    documents.get(group)!.apps[app] = { host, ...own };
  }
  return {
    version: 1,
    environment,
    ...(hosts.size > 0 && { hosts: Object.fromEntries(sorted(hosts)) }),
    groups: Object.fromEntries(documents),
  };
}
