import type { Outcome } from '#contract';
import type { RequestRecord } from '#records';
import type { WorkerDeps } from '../state/dependencies.js';

type LookingDeps = Pick<WorkerDeps, 'config' | 'records' | 'log'>;

/** Has these hosts looked at next; with `away` only those nobody got into. */
export async function lookAgain(
  { config, records, log }: LookingDeps,
  hosts: readonly string[],
  which = { away: false },
): Promise<void> {
  if (config.fleet.look === 0) return;
  await records.lookSoon([...new Set(hosts)], which).catch((thrown: unknown) => {
    log.info({ err: thrown }, 'the hosts are looked at when it is their turn');
  });
}

/**
 * Has the hosts of a request that has ended looked at next: what was started or stopped there counts when somebody has seen it, and
 * hosts that looks did not get into may let them in now, as they did the request.
 */
export async function lookAfter(
  deps: LookingDeps,
  { request, apps }: Pick<RequestRecord, 'request' | 'apps'>,
  outcome: Outcome,
): Promise<void> {
  const hosts = apps.map(({ app }) => app.host);
  if (request.kind === 'service') await lookAgain(deps, hosts);
  else if (outcome === 'done' || outcome === 'partial') await lookAgain(deps, hosts, { away: true });
}
