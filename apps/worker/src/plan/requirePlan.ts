import {
  CodedError,
  inEnglish,
  statement,
  type Detail,
  type Details,
  type PlanFindings,
  type PlannedAppFindings,
  type Statement,
  type StatementId,
} from '#contract';
import { fewNames } from '../drift/fewNames.js';
import { filesMoved } from './planFiles.js';

/** What a plan is made from, for whoever looks for what has moved. */
type Input = 'source' | 'base' | 'config' | 'catalogue' | 'hosts' | 'rollout';
type Change = readonly [Input, Statement];

const wayOf = ({ restarts, reloads }: PlannedAppFindings): string => (restarts ? 'yes' : reloads ? 'reloaded' : 'no');

/** Its hooks, told apart by what they run, too. */
export const hookNames = ({ hooks = [] }: Pick<PlannedAppFindings, 'hooks'>): string | null =>
  hooks.length === 0 ? null : hooks.map(({ name, identity }) => `${name} (${identity.slice(0, 8)})`).join(', ');

/** Its variables, told apart by what they are set to, too. */
const variablesOf = ({ variables = [] }: PlannedAppFindings): string | null =>
  variables.length === 0 ? null : variables.map(({ name, identity }) => `${name} (${identity.slice(0, 8)})`).join(', ');
const ownerOf = ({ owner }: PlannedAppFindings): string | null =>
  owner ? `${owner.user}:${owner.group}${owner.umask === null ? '' : ` (umask ${owner.umask})`}` : null;

/** What would move out of its live tree. */
const movesOf = ({ adopts = [] }: PlannedAppFindings): string | null =>
  adopts.length === 0 ? null : adopts.map(({ path, from, to }) => `${path} (${from} -> ${to})`).join(', ');

export const plannedValue = (value: string | number | null): Detail =>
  value === null ? statement('plan.nothing') : value;

/** A change of a file as a plan keeps it: "changed program/lib/a.js". */
function changeIn(path: string): string | Statement {
  const [, kind, file] = /^(changed|deleted|added|unreadable) (.*)$/s.exec(path) ?? [];
  if (kind === undefined) return path;
  return statement(`change.${kind as 'changed' | 'deleted' | 'added' | 'unreadable'}`, { path: file! });
}

/** Files that were changed by hand. */
const changesByHand = ({ drift }: PlannedAppFindings): Detail =>
  drift ? fewNames(drift.paths.map(changeIn), drift.files.total) : statement('plan.none');

function changesOfApp(planned: PlannedAppFindings | undefined, now: PlannedAppFindings): Change[] {
  const { appKey: app, host } = now;
  if (!planned) return [['catalogue', statement('plan.notPlanned', { app })]];
  const moved = <T extends string | number | null>(input: Input, what: StatementId, before: T, after: T): Change[] => {
    const details = { what: { id: what, details: {} }, app, now: plannedValue(after), before: plannedValue(before) };
    return before === after ? [] : [[input, statement('plan.moved', details)]];
  };
  const steps = ({ steps: all }: PlannedAppFindings): string =>
    all
      .filter(({ phase }) => phase === 'activate')
      .map(({ step }) => step)
      .join(' ');
  return [
    ...moved('hosts', 'plan.liveProgram', planned.live.program, now.live.program),
    ...moved('hosts', 'plan.liveConfig', planned.live.config, now.live.config),
    ...(planned.live.configSum === now.live.configSum
      ? []
      : ([['hosts', statement('plan.configInPlace', { app, host })]] as const)),
    ...(planned.drift?.identity === now.drift?.identity
      ? []
      : ([
          ['hosts', statement('plan.byHand', { app, host, now: changesByHand(now), before: changesByHand(planned) })],
        ] as const)),
    ...moved('hosts', 'plan.adopts', movesOf(planned), movesOf(now)),
    ...moved('catalogue', 'plan.host', planned.host, now.host),
    ...moved('catalogue', 'plan.batch', planned.batch, now.batch),
    ...moved('catalogue', 'plan.restarts', wayOf(planned), wayOf(now)),
    ...moved('catalogue', 'plan.way', steps(planned), steps(now)),
    ...moved('catalogue', 'plan.hooks', hookNames(planned), hookNames(now)),
    ...moved('catalogue', 'plan.variables', variablesOf(planned), variablesOf(now)),
    ...moved('catalogue', 'plan.owner', ownerOf(planned), ownerOf(now)),
  ];
}

function basesMoved({ bases: before = {} }: PlanFindings, { bases: now = {} }: PlanFindings): Change[] {
  const groups = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  return groups
    .filter((group) => before[group] !== now[group])
    .map((group) => [
      'base',
      statement('plan.base', {
        ...{ group, now: plannedValue(now[group] ?? null), before: plannedValue(before[group] ?? null) },
      }),
    ]);
}

const commandsOf = ({ commands = [] }: PlanFindings): string | null =>
  commands.length === 0
    ? null
    : commands.map(({ name, of, identity }) => `${name} of ${of} (${identity.slice(0, 8)})`).join(', ');

function commandsMoved(plan: PlanFindings, now: PlanFindings): Change[] {
  const [before, after] = [commandsOf(plan), commandsOf(now)];
  if (before === after) return [];
  return [['catalogue', statement('plan.commands', { now: plannedValue(after), before: plannedValue(before) })]];
}

const commitMoved = ({ git: before }: PlanFindings, { git: now }: PlanFindings): Change[] =>
  before?.commit === now?.commit
    ? []
    : [
        [
          'source',
          statement('plan.commit', {
            now: plannedValue(now?.commit ?? null),
            before: plannedValue(before?.commit ?? null),
          }),
        ],
      ];

function contentsMoved(plan: PlanFindings, now: PlanFindings): Change[] {
  if (plan.bundle.digest === now.bundle.digest) return [];
  const { trees } = filesMoved(plan, now);
  if (trees.length === 0) return [['source', statement('plan.otherFiles')]];
  return trees.map(({ tree, paths }) => {
    const details = { name: tree.slice(0, tree.lastIndexOf(' ')), paths: fewNames(paths) };
    return tree.endsWith(' config')
      ? ['config', statement('plan.otherConfig', details)]
      : ['source', statement('plan.otherProgram', details)];
  });
}

/** The differences between a plan and the same plan made now, each with the input it comes from. */
export function changesSince(plan: PlanFindings, now: PlanFindings): Change[] {
  const before = new Map(plan.apps.map((app) => [app.appKey, app]));
  const left = new Set(before.keys());
  for (const { appKey } of now.apps) left.delete(appKey);
  const rollout = JSON.stringify(plan.rollout) === JSON.stringify(now.rollout);
  return [
    ...basesMoved(plan, now),
    ...commandsMoved(plan, now),
    ...commitMoved(plan, now),
    ...contentsMoved(plan, now),
    ...(rollout ? [] : ([['rollout', statement('plan.rollout')]] as const)),
    ...now.apps.flatMap((app) => changesOfApp(before.get(app.appKey), app)),
    ...[...left].map((appKey) => ['catalogue', statement('plan.appGone', { app: appKey })] as const),
  ];
}

/** Names and sentences listed of one kind. */
const mostNames = 50;

/** Some of a list; of more it is said how many. */
const bounded = (all: readonly string[], what: string): string[] =>
  all.length <= mostNames ? [...all] : [...all.slice(0, mostNames), `and ${all.length - mostNames} more ${what}`];

/** Files that were changed by hand on a host since it was planned for, or are not any more. */
function driftedSince(planned: PlannedAppFindings | undefined, now: PlannedAppFindings): string[] {
  if (!planned || planned.drift?.identity === now.drift?.identity) return [];
  const [before, after] = [planned.drift?.paths ?? [], now.drift?.paths ?? []];
  const moved = [...before.filter((path) => !after.includes(path)), ...after.filter((path) => !before.includes(path))];
  // Others than those that are known by name.
  const paths = moved.length > 0 ? moved : after;
  return paths.map((path) => `${now.appKey}/${path.slice(path.indexOf('/') + 1)}`);
}

/** The files and the hosts by which two plans differ, for people: `server/VERSION`, `server1 on 10.0.0.11`. */
export function namesSince(plan: PlanFindings, now: PlanFindings): { files: string[]; hosts: string[] } {
  const before = new Map(plan.apps.map((app) => [app.appKey, app]));
  const same = plan.bundle.digest === now.bundle.digest;
  const { files, apps } = same ? { files: [], apps: [] } : filesMoved(plan, now);
  const byHand = now.apps.flatMap((app) => driftedSince(before.get(app.appKey), app));
  const moved = now.apps.filter((app) => changesOfApp(before.get(app.appKey), app).length > 0);
  const gone = plan.apps.filter(({ appKey }) => !now.apps.some((app) => app.appKey === appKey));
  const hosts = [...apps, ...moved, ...gone].map(({ appKey, host }) => `${appKey} on ${host}`);
  return { files: bounded([...new Set([...files, ...byHand])], 'files'), hosts: bounded([...new Set(hosts)], 'hosts') };
}

/** Changes as details of an error; of more it is said how many. */
export function changesMembers(all: readonly Statement[]): Details {
  const statements = all.slice(0, mostNames);
  if (all.length > mostNames) statements.push(statement('plan.more', { n: all.length - mostNames }));
  return { changes: statements.map((one) => inEnglish(one).message), statements };
}

/** Requires that a release would do exactly what the plan of a hash says; null where that is not kept any more. Throws PLAN_CHANGED with the changes. */
export function requirePlan(plan: PlanFindings | null, hash: string, now: PlanFindings): void {
  if (hash === now.hash) return;
  if (!plan)
    throw new CodedError('PLAN_CHANGED', { ...changesMembers([statement('plan.notKept')]), files: [], hosts: [] });
  const changes = changesSince(plan, now);
  throw new CodedError('PLAN_CHANGED', {
    inputs: [...new Set(changes.map(([input]) => input))],
    ...changesMembers(changes.map(([, change]) => change)),
    ...namesSince(plan, now),
  });
}
