import { CodedError, type PlanFindings, type PlannedAppFindings } from '#contract';
import { someNames } from '../drift/someNames.js';
import type { WorkerDeps } from '../state/dependencies.js';
import { filesMoved } from './planFiles.js';

/** What a plan is made from, for whoever looks for what has moved. */
type Input = 'source' | 'base' | 'config' | 'catalogue' | 'hosts' | 'rollout';
type Change = readonly [Input, string];

const spelled = (value: unknown): string => (value === null ? 'nothing' : String(value));

/** Files that were changed by hand, as a sentence has them. */
const wayOf = ({ restarts, reloads }: PlannedAppFindings): string => (restarts ? 'yes' : reloads ? 'reloaded' : 'no');

function spelledDrift({ drift }: PlannedAppFindings): string {
  return drift ? someNames(drift.paths, drift.files.total) : 'none';
}

function changesOfApp(planned: PlannedAppFindings | undefined, now: PlannedAppFindings): Change[] {
  const { appKey, host } = now;
  if (!planned) return [['catalogue', `${appKey} was not planned for`]];
  const moved = (input: Input, what: string, before: unknown, after: unknown): Change[] =>
    before === after ? [] : [[input, `${what} of ${appKey} is ${spelled(after)}, not ${spelled(before)}`]];
  const steps = ({ steps: all }: PlannedAppFindings): string =>
    all
      .filter(({ phase }) => phase === 'activate')
      .map(({ step }) => step)
      .join(' ');
  return [
    ...moved('hosts', 'the live program', planned.live.program, now.live.program),
    ...moved('hosts', 'the live configuration', planned.live.config, now.live.config),
    ...(planned.live.configSum === now.live.configSum
      ? []
      : ([['hosts', `the live configuration of ${appKey} on ${host} was changed in place`]] as const)),
    ...(planned.drift?.identity === now.drift?.identity
      ? []
      : ([
          ['hosts', `files changed by hand on ${appKey} (${host}): ${spelledDrift(now)}, not ${spelledDrift(planned)}`],
        ] as const)),
    ...moved('catalogue', 'the host', planned.host, now.host),
    ...moved('catalogue', 'the batch', planned.batch, now.batch),
    ...moved('catalogue', 'whether it is restarted', wayOf(planned), wayOf(now)),
    ...moved('catalogue', 'the way', steps(planned), steps(now)),
  ];
}

function basesMoved({ bases: before = {} }: PlanFindings, { bases: now = {} }: PlanFindings): Change[] {
  const groups = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  return groups
    .filter((group) => before[group] !== now[group])
    .map((group) => [
      'base',
      `the package of ${group} is merged over ${now[group] ?? 'nothing'}, not over ${before[group] ?? 'nothing'}`,
    ]);
}

function contentsMoved(plan: PlanFindings, now: PlanFindings): Change[] {
  if (plan.bundle.digest === now.bundle.digest) return [];
  const { trees } = filesMoved(plan, now);
  if (trees.length === 0) return [['source', 'what would be released has other files than the plan']];
  return trees.map(({ tree, paths }) => [
    tree.endsWith(' config') ? 'config' : 'source',
    `the ${tree.endsWith(' config') ? 'configuration' : 'program'} of ${tree.slice(0, tree.lastIndexOf(' '))} has other contents: ${someNames(paths)}`,
  ]);
}

/** The differences between a plan and the same plan made now, each with the input it comes from. */
export function changesSince(plan: PlanFindings, now: PlanFindings): Change[] {
  const before = new Map(plan.apps.map((app) => [app.appKey, app]));
  const left = new Set(before.keys());
  for (const { appKey } of now.apps) left.delete(appKey);
  const rollout = JSON.stringify(plan.rollout) === JSON.stringify(now.rollout);
  return [
    ...basesMoved(plan, now),
    ...contentsMoved(plan, now),
    ...(rollout ? [] : ([['rollout', 'the policy, the batches or the confirmation are others']] as const)),
    ...now.apps.flatMap((app) => changesOfApp(before.get(app.appKey), app)),
    ...[...left].map((appKey) => ['catalogue', `${appKey} is not among the apps any more`] as const),
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

/** Requires that a release would do exactly what the plan of a hash says. Throws PLAN_CHANGED with the changes. */
export async function requirePlan(deps: WorkerDeps, hash: string, now: PlanFindings): Promise<void> {
  if (hash === now.hash) return;
  const plan = await deps.records.planNamed(hash);
  if (!plan) throw new CodedError('PLAN_CHANGED', { changes: ['the plan is not kept any more'], files: [], hosts: [] });
  const changes = changesSince(plan, now);
  throw new CodedError('PLAN_CHANGED', {
    inputs: [...new Set(changes.map(([input]) => input))],
    changes: bounded(
      changes.map(([, sentence]) => sentence),
      'changes',
    ),
    ...namesSince(plan, now),
  });
}
