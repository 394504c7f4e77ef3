import { CodedError, statement, type Detail } from '#contract';
import type { TargetRecord } from '#records';
import { stateChange, type App } from '#release';
import type { Decided } from '../drift/decide.js';
import { fewNames } from '../drift/fewNames.js';
import { plannedHooks } from './plannedHooks.js';
import { changesMembers, hookNames, plannedValue } from './requirePlan.js';

type Deciding = readonly (readonly [App, Decided])[];
type Taken = Pick<Decided['decision'], 'lost' | 'kept' | 'unnamed'> & { files: { total: number } };

const nothing: Taken = { lost: [], kept: [], unnamed: 0, files: { total: 0 } };

/** The hand-made changes that a release takes away on the host of an app, for comparison and for messages. */
function takenAway(all: Deciding, appKey: string): { key: string; files: Detail } {
  const found = all.find(([app]) => app.appKey === appKey)?.[1];
  const { lost, kept, unnamed, files }: Taken = found?.decision ?? nothing;
  const gone = found?.onDrift === 'keep' ? lost.filter((change) => !kept.includes(change)) : lost;
  const total = files.total - (lost.length - gone.length);
  return {
    key: JSON.stringify([gone, unnamed]),
    files: total === 0 ? statement('plan.none') : fewNames(gone.map(stateChange), total),
  };
}

/** Requires that commands left the hand-made changes which a release takes away those that were shown before. Throws PLAN_CHANGED. */
export function requireSameDrift(shown: Deciding, now: Deciding): void {
  const apps = new Map([...shown, ...now].map(([app]) => [app.appKey, app]));
  const moved = [...apps.values()].flatMap(({ appKey: app, host }) => {
    const [before, after] = [takenAway(shown, app), takenAway(now, app)];
    if (before.key === after.key) return [];
    return [
      { app, host, change: statement('plan.byHandOfCommands', { app, host, now: after.files, before: before.files }) },
    ];
  });
  if (moved.length === 0) return;
  throw new CodedError('PLAN_CHANGED', {
    inputs: ['source'],
    ...changesMembers(moved.map(({ change }) => change)),
    files: [],
    hosts: moved.map(({ app, host }) => `${app} on ${host}`),
  });
}

/** Requires that commands left the hooks of the program those that were shown before. Throws PLAN_CHANGED. */
export function requireSameHooks(shown: readonly TargetRecord[], now: readonly TargetRecord[]): void {
  // What this worker allows is the same before and after.
  const namesOf = (app: App, all: readonly TargetRecord[]): string | null => hookNames(plannedHooks(app, all, {}));
  const changes = now.flatMap(({ app }) => {
    const before = shown.find((one) => one.app.appKey === app.appKey);
    const [was, is] = [before ? namesOf(before.app, shown) : null, namesOf(app, now)];
    const details = {
      what: statement('plan.hooks'),
      app: app.appKey,
      now: plannedValue(is),
      before: plannedValue(was),
    };
    return was === is ? [] : [statement('plan.moved', details)];
  });
  if (changes.length > 0)
    throw new CodedError('PLAN_CHANGED', { inputs: ['source'], ...changesMembers(changes), files: [], hosts: [] });
}
