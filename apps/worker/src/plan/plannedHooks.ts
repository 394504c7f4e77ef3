import { createHash } from 'node:crypto';
import { hookTimes, type PlannedAppFindings } from '#contract';
import type { TargetRecord } from '#records';
import { hooksAt, isOfWorker, onceFor, type App } from '#release';

/** The most of a command that a plan shows. */
const mostCommand = 2000;

/** What a release would run on the host of an app, in the order in which it would; nothing where that is nothing. */
export function plannedHooks(app: App, all: readonly Pick<TargetRecord, 'app'>[]): Pick<PlannedAppFindings, 'hooks'> {
  const together = all.map((one) => one.app);
  const hooks = hookTimes.flatMap((when) => [
    ...onceFor(app, together, hooksAt(app, when, 'once')),
    ...hooksAt(app, when, 'each'),
  ]);
  if (hooks.length === 0) return {};
  return {
    hooks: hooks.map((hook) => ({
      name: hook.name,
      when: hook.when,
      run: hook.run,
      command: hook.command.slice(0, mostCommand),
      user: hook.user ?? null,
      ...(hook.from && { fromPackage: true }),
      ...(isOfWorker(hook) && { onWorker: true }),
      identity: createHash('sha256').update(JSON.stringify(hook)).digest('hex'),
    })),
  };
}
