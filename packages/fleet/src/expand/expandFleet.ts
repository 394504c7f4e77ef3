import { statement, type Statement } from '#contract';
import { checkApp } from '../check/checkApp.js';
import { checkSource } from '../check/checkSource.js';
import type { Fleet, FleetApp } from '../model/fleet.js';
import { Misfit, type FleetPath, type ReportFault } from '../model/problem.js';
import type { AppDocument, FleetDocument } from '../settings/file.js';
import type { FleetHost } from '../settings/hosts.js';
import type { GroupSettings } from '../settings/settings.js';
import { nameProblem } from '../settings/words.js';
import { resolveApp } from './appSettings.js';
import { canonical, layOver } from './layers.js';
import { countOf, withoutRange } from './ranges.js';

/** The most hosts, groups and apps that a fleet holds, each. */
export const mostEntries = 20_000;

/**
 * The hosts, groups and apps of a document whose form is right: ranges taken apart, defaults and settings of groups laid under
 * those of apps, placeholders filled in. What does not go together is reported; `environment` is the one it is for.
 */
export function expandFleet(document: FleetDocument, environment: string, report: ReportFault): Fleet {
  const { defaults = {}, groups: written = {} } = document;
  if (document.environment !== undefined && document.environment !== environment)
    report(
      ['environment'],
      statement('fleet.otherEnvironment', { environment: document.environment, own: environment }),
    );
  const hosts = new Map<string, FleetHost>();
  expandEach(document.hosts ?? {}, ['hosts'], report, (name, host) => hosts.set(name, host), hosts);
  const groups = new Map<string, GroupSettings>();
  const apps = new Map<string, FleetApp>();
  for (const [group, { apps: own = {}, ...settings }] of Object.entries(written)) {
    const wrong = nameProblem('group', group);
    if (wrong !== null) report(['groups', group], wrong);
    const given = canonical(layOver(defaults, settings));
    groups.set(group, given);
    checkSource(given.source, (inner, problem) => report(['groups', group, ...inner], problem));
    expandEach(
      own,
      ['groups', group, 'apps'],
      report,
      (app, { host, ...rest }: AppDocument, path) => {
        const tell = (inner: readonly string[], problem: Statement): void => {
          // What only the group says is wrong there, for all of its apps at once.
          const above = isStated(given, inner) && !isStated(rest, inner);
          report([...(above ? ['groups', group] : path), ...inner.map(indexOf)], problem);
        };
        const resolved = resolveApp(given, rest, { app, host, group, environment }, tell);
        checkApp(resolved, tell);
        apps.set(app, { group, host, settings: resolved });
      },
      apps,
    );
  }
  return { hosts, groups, apps, outages: new Map() };
}

const isStated = (settings: object, path: readonly string[]): boolean =>
  path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined | null)?.[key], settings) !==
  undefined;
const indexOf = (part: string | number): string | number => (/^\d+$/.test(String(part)) ? Number(part) : part);

/** Takes the ranges of entries apart; each entry is given with the path of what it was written as. */
function expandEach<T>(
  entries: Readonly<Record<string, T>>,
  at: FleetPath,
  report: ReportFault,
  take: (name: string, value: T, path: FleetPath) => unknown,
  taken: ReadonlyMap<string, unknown>,
): void {
  for (const [written, value] of Object.entries(entries)) {
    const path = [...at, written];
    try {
      const count = countOf(written);
      for (let index = 0; index < count; index++) {
        const name = withoutRange(written, index, count);
        const wrong = nameProblem(at.length > 1 ? 'app' : 'host', name);
        if (wrong !== null) report(path, wrong);
        else if (taken.has(name)) report(path, statement('fleet.already', { name }));
        else if (taken.size >= mostEntries) return report(path, statement('fleet.tooManyMade', { most: mostEntries }));
        // Where the name has none, brackets in the values are plain text.
        else take(name, name === written ? value : withoutRange(value, index, count), path);
      }
    } catch (thrown) {
      if (!(thrown instanceof Misfit)) throw thrown;
      report(path, thrown.problem);
    }
  }
}
