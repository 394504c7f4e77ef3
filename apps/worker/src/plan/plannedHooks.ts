import { createHash } from 'node:crypto';
import type { Config } from '#config';
import { hookTimes, type PlannedAppFindings } from '#contract';
import type { TargetRecord } from '#records';
import { hooksAt, isOfWorker, onceFor, type App, type Hook } from '#release';

type Allowed = Config['hooks']['allowed'];

/** The most of a command that a plan shows. */
const mostCommand = 2000;

/** What a hook runs, for whoever compares: one of the worker says only the name of it, and config.yml what that is. */
function identityOf(hook: Hook, allowed: Allowed): string {
  const { command, onUndo = command } = hook;
  const ofWorker = isOfWorker(hook)
    ? [[command, onUndo].map((one) => (Object.hasOwn(allowed, one) ? allowed[one]! : null))]
    : [];
  return createHash('sha256')
    .update(JSON.stringify(ofWorker.length === 0 ? hook : [hook, ...ofWorker]))
    .digest('hex');
}

/** What a release would run on the host of an app, in the order in which it would; nothing where that is nothing. */
export function plannedHooks(
  app: App,
  all: readonly Pick<TargetRecord, 'app'>[],
  allowed: Allowed,
): Pick<PlannedAppFindings, 'hooks'> {
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
      identity: identityOf(hook, allowed),
    })),
  };
}
