import { until } from '../../support/estate.js';
import type { Sight } from '../reader.js';
import type { Round } from '../round.js';
import { checkEffects } from './effects.js';
import { openJobs } from './jobs.js';
import { checkKept } from './kept.js';
import { checkLive } from './live.js';
import { checkRemains } from './remains.js';
import { checkRequests, endedRequests, type Ended } from './requests.js';

export interface Checked {
  /** What broke a promise, one sentence each. */
  violations: string[];
  ended: Ended[];
  sights: Sight[];
}

/** Waits until every accepted request is settled, or ought to be. */
export async function awaitSettlements(round: Round): Promise<void> {
  await until('settlement', round.seconds, async () => {
    for (const id of round.requests) if (!(await round.settled(id))) return false;
    return true;
  }).catch(() => undefined);
}

/** Looks at the hosts, the database and the queue after a round, at nothing rexflow says. */
export async function check(round: Round): Promise<Checked> {
  const jobs = openJobs(round.arena);
  try {
    const ended = await endedRequests(round);
    const sights = await round.arena.reader.since(round.began);
    const violations = [
      ...round.seen,
      ...checkRequests(round, ended),
      ...(await checkLive(round, ended)),
      ...checkEffects(round, ended, sights),
      ...(await checkKept(round, ended)),
      ...(await checkRemains(round, ended, jobs)),
      ...sights.flatMap((sight) => ('wrong' in sight ? [`${sight.host}: a reader saw ${sight.wrong}`] : [])),
    ];
    return { violations, ended, sights };
  } finally {
    await jobs.close();
  }
}
