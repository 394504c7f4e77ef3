import { statement } from '#contract';
import { withItsGroups, type Fleet } from '../model/fleet.js';
import type { FleetPath, ReportFault } from '../model/problem.js';
import type { FleetDocument } from '../settings/file.js';
import { expandFleet, mostEntries } from './expandFleet.js';

const kinds = ['hosts', 'groups', 'apps'] as const;

/**
 * The fleet of several documents, as of the files of a directory: each has its own defaults, and nothing is in two of them. Paths
 * of problems begin with the index of the document where there are several.
 */
export function expandAll(documents: readonly FleetDocument[], environment: string, report: ReportFault): Fleet {
  const all = { hosts: new Map(), groups: new Map(), apps: new Map(), outages: new Map() } satisfies Fleet;
  documents.forEach((document, index) => {
    // Each may make so many: together they may not.
    if (kinds.some((kind) => all[kind].size > mostEntries)) return;
    const tell: ReportFault = (path, problem) => report(documents.length > 1 ? [index, ...path] : path, problem);
    const found = expandFleet(document, environment, tell);
    const take = <T>(
      kind: 'host' | 'group' | 'app',
      from: ReadonlyMap<string, T>,
      into: Map<string, T>,
      pathTo: (name: string) => FleetPath,
    ): void => {
      for (const [name, value] of from) {
        if (into.has(name)) tell(pathTo(name), statement(`fleet.${kind}Elsewhere`, { name }));
        else into.set(name, value);
      }
    };
    take('host', found.hosts, all.hosts, (name) => ['hosts', name]);
    take('group', found.groups, all.groups, (name) => ['groups', name]);
    take('app', found.apps, all.apps, (name) => ['groups', found.apps.get(name)!.group, 'apps', name]);
    for (const kind of kinds)
      if (all[kind].size > mostEntries) tell([kind], statement('fleet.tooMany', { most: mostEntries, kinds: kind }));
  });
  return withItsGroups(all);
}
