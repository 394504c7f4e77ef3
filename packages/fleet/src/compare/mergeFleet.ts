import type { Fleet, FleetApp } from '../model/fleet.js';
import { ownSettings, resolveApp } from '../expand/appSettings.js';

/**
 * A fleet with what a file says in place of what stood there under the same names. Apps that the file does not name follow the
 * settings of their group, as far as they have none of their own; with `prune` what the file does not name is gone.
 */
export function mergeFleet(
  standing: Fleet,
  stated: Fleet,
  { environment, prune }: { environment: string; prune: boolean },
): Fleet {
  const kept = prune ? { hosts: new Map(), groups: new Map(), apps: new Map() } : standing;
  const { outages } = standing;
  const groups = new Map([...kept.groups, ...stated.groups]);
  const apps = new Map(kept.apps);
  for (const [app, known] of kept.apps) {
    const given = stated.groups.get(known.group);
    if (given === undefined) continue;
    const names = { app, host: known.host, group: known.group, environment };
    const own = ownSettings(standing.groups.get(known.group) ?? {}, known.settings, names);
    apps.set(app, { ...known, settings: resolveApp(given, own, names) });
  }
  for (const [app, { group, host, settings }] of stated.apps)
    apps.set(app, { group, host, settings } satisfies FleetApp);
  return { hosts: new Map([...kept.hosts, ...stated.hosts]), groups, apps, outages };
}
