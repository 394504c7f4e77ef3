import type { TargetRecord } from '#records';
import type { WorkerDeps } from '../state/dependencies.js';

/** Has the hosts of these apps looked at next: what was started or stopped there counts when somebody has seen it. */
export async function lookAgain(
  { config, records, log }: Pick<WorkerDeps, 'config' | 'records' | 'log'>,
  apps: readonly TargetRecord[],
): Promise<void> {
  if (config.fleet.look === 0) return;
  await records.lookSoon(apps.map(({ app }) => app.appKey)).catch((thrown: unknown) => {
    log.info({ err: thrown }, 'the hosts are looked at when it is their turn');
  });
}
