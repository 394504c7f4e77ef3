import { CodedError, type PlanFindings, type PlannedAppFindings } from '#contract';
import type { WorkerDeps } from '../state/dependencies.js';
import { filesMoved } from './planFiles.js';

const short = (digest: string | null): string => (digest === null ? 'nothing' : digest.slice(0, 12));
const spelled = (value: unknown): string => (value === null ? 'nothing' : String(value));

function changesOfApp(planned: PlannedAppFindings | undefined, now: PlannedAppFindings): string[] {
  const { appKey } = now;
  if (!planned) return [`${appKey} was not planned for`];
  const moved = (what: string, before: unknown, after: unknown): string[] =>
    before === after ? [] : [`${what} of ${appKey} is ${spelled(after)}, not ${spelled(before)}`];
  const steps = ({ steps: all }: PlannedAppFindings): string =>
    all
      .filter(({ phase }) => phase === 'activate')
      .map(({ step }) => step)
      .join(' ');
  return [
    ...moved('the live program', planned.live.program, now.live.program),
    ...moved('the live configuration', planned.live.config, now.live.config),
    ...(planned.live.configSum === now.live.configSum
      ? []
      : [`the live configuration of ${appKey} was changed in place`]),
    ...moved('the host', planned.host, now.host),
    ...moved('the batch', planned.batch, now.batch),
    ...moved('whether it is restarted', planned.restarts, now.restarts),
    ...moved('the way', steps(planned), steps(now)),
  ];
}

/** The differences between a plan and the same plan made now, a sentence each. */
export function changesSince(plan: PlanFindings, now: PlanFindings): string[] {
  const before = new Map(plan.apps.map((app) => [app.appKey, app]));
  const left = new Set(before.keys());
  for (const { appKey } of now.apps) left.delete(appKey);
  const bundle = plan.bundle.digest === now.bundle.digest;
  const rollout = JSON.stringify(plan.rollout) === JSON.stringify(now.rollout);
  return [
    ...(bundle ? [] : [`the bundle is ${short(now.bundle.digest)}, not ${short(plan.bundle.digest)}`]),
    ...(rollout ? [] : ['the policy, the batches or the confirmation are others']),
    ...now.apps.flatMap((app) => changesOfApp(before.get(app.appKey), app)),
    ...[...left].map((appKey) => `${appKey} is not among the apps any more`),
  ];
}

/** Names listed of one kind; the sentences in `changes` say the rest. */
const mostNames = 50;

/** The files and the hosts by which two plans differ, for people: `server/VERSION`, `server1 on 10.0.0.11`. */
export function namesSince(plan: PlanFindings, now: PlanFindings): { files: string[]; hosts: string[] } {
  const before = new Map(plan.apps.map((app) => [app.appKey, app]));
  const same = plan.bundle.digest === now.bundle.digest;
  const { files, apps } = same ? { files: [], apps: [] } : filesMoved(plan, now);
  const moved = now.apps.filter((app) => changesOfApp(before.get(app.appKey), app).length > 0);
  const gone = plan.apps.filter(({ appKey }) => !now.apps.some((app) => app.appKey === appKey));
  const hosts = [...apps, ...moved, ...gone].map(({ appKey, host }) => `${appKey} on ${host}`);
  return { files: files.slice(0, mostNames), hosts: [...new Set(hosts)].slice(0, mostNames) };
}

/** Requires that a release would do exactly what the plan of a hash says. Throws PLAN_CHANGED with the changes. */
export async function requirePlan(deps: WorkerDeps, hash: string, now: PlanFindings): Promise<void> {
  if (hash === now.hash) return;
  const plan = await deps.records.planNamed(hash);
  const changes = plan ? changesSince(plan, now) : ['the plan is not kept any more'];
  const names = plan ? namesSince(plan, now) : { files: [], hosts: [] };
  throw new CodedError('PLAN_CHANGED', { changes: changes.slice(0, 10), ...names });
}
