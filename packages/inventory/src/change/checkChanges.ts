import {
  checkApp,
  checkHosts,
  checkSource,
  isAddress,
  nameProblem,
  type Fleet,
  type FleetApp,
  type FleetChange,
} from '#fleet';
import { nearestName, statement, type Detail } from '#contract';
import type { ChangeProblems } from './problems.js';

/** Reports what of a changed fleet does not go together; what was not changed is nobody's fault now. */
export function checkChanges(
  {
    before,
    after,
    changes,
    workerCommands,
  }: { before: Fleet; after: Fleet; changes: readonly FleetChange[]; workerCommands: boolean },
  { report }: ChangeProblems,
): void {
  if (changes.some(({ kind, change }) => kind === 'host' && change !== 'removed'))
    checkHosts(after.hosts, report, { all: true });
  if (!workerCommands) checkCommands(after, changes, report);
  checkAlike(after, changes, report);
  for (const { kind, name, change } of changes) {
    const wrong = change === 'added' && kind !== 'outage' ? nameProblem(kind, name) : null;
    if (wrong !== null) report([`${kind}s`, name], wrong);
    if (kind === 'host' && change === 'removed') checkHostGone(name, after, report);
    if (kind === 'group' && change !== 'removed')
      checkSource(after.groups.get(name)?.source, (inner, problem) => report(['groups', name, ...inner], problem));
    if (kind === 'app' && change !== 'removed') checkOne(name, after.apps.get(name)!, before, after, report);
  }
}

const ofProgram = ['shared', 'package.strip', 'package.include', 'package.exclude', 'package.setuid', 'package.names'];

/** Reports what changed groups or apps say of a program differently for several apps: the apps of a group have one program. */
function checkAlike(after: Fleet, changes: readonly FleetChange[], report: ChangeProblems['report']): void {
  const groups = new Set(
    changes.flatMap(({ kind, name }) =>
      kind === 'group' ? [name] : kind === 'app' ? [after.apps.get(name)?.group] : [],
    ),
  );
  const firsts = new Map<string, [string, FleetApp]>();
  for (const [name, app] of after.apps) {
    if (!groups.has(app.group)) continue;
    const [first, { settings }] = firsts.get(app.group) ?? [name, app];
    firsts.set(app.group, [first, { ...app, settings }]);
    for (const path of ofProgram.map((one) => one.split('.'))) {
      const value = (of: object): string =>
        JSON.stringify(path.reduce<unknown>((at, key) => (at as Row | undefined)?.[key], of) ?? null);
      if (value(settings) !== value(app.settings))
        report(
          ['groups', app.group, 'apps', name, ...path],
          statement('app.otherProgram', { first, group: app.group }),
        );
    }
  }
}

type Row = Readonly<Record<string, unknown>>;

/** Reports commands for the worker that were not there before: whoever may change the fleet may not run anything there by that. */
function checkCommands(after: Fleet, changes: readonly FleetChange[], report: ChangeProblems['report']): void {
  for (const { kind, name, values } of changes) {
    for (const { key, after: command } of values) {
      if (!key.startsWith('hooks.assemble.') || command === null) continue;
      const path = kind === 'app' ? ['groups', after.apps.get(name)!.group, 'apps', name] : [`${kind}s`, name];
      report([...path, ...key.split('.')], statement('app.workerCommand'));
    }
  }
}

const appsWhere = (fleet: Fleet, holds: (app: FleetApp) => boolean): string[] =>
  [...fleet.apps].filter(([, app]) => holds(app)).map(([name]) => name);

const few = (names: readonly string[]): Detail =>
  names.length > 5 ? statement('names.more', { names: names.slice(0, 5), n: names.length - 5 }) : names;

function checkHostGone(name: string, after: Fleet, report: ChangeProblems['report']): void {
  const apps = appsWhere(after, ({ host }) => host === name);
  if (apps.length > 0) report(['hosts', name], statement('entry.hostUsed', { apps: few(apps) }));
  const behind = [...after.hosts].filter(([, { login }]) => login?.jump === name).map(([host]) => host);
  if (behind.length > 0) report(['hosts', name], statement('entry.hostBetween', { hosts: few(behind) }));
}

function checkOne(
  name: string,
  { group, host, settings }: FleetApp,
  before: Fleet,
  after: Fleet,
  report: ChangeProblems['report'],
): void {
  const path = ['groups', group, 'apps', name];
  // What it lacked before keeps nobody from describing its host, or from putting right one thing after the other.
  const known = new Set<string>();
  const was = before.apps.get(name);
  if (was) checkApp(was.settings, (inner, problem) => void known.add(JSON.stringify([inner, problem])));
  checkApp(settings, (inner, problem) => {
    if (!known.has(JSON.stringify([inner, problem]))) report([...path, ...inner], problem);
  });
  if (after.hosts.has(host) || before.apps.get(name)?.host === host || isAddress(host)) return;
  const near = nearestName(host, [...after.hosts.keys()]);
  report(
    [...path, 'host'],
    near === null ? statement('app.noHost', { host }) : statement('app.noHostNear', { host, near }),
  );
}
