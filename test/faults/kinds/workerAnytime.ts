import { unharmed, type Kind } from '../kind.js';
import { killWorkers, someMoment } from '../strikes.js';

export const workerAnytime: Kind = {
  name: 'worker-anytime',
  about: 'SIGKILL of one of two workers at any moment',
  may: unharmed,
  prepare: (round) => async () => {
    if (!(await someMoment(round))) return false;
    await killWorkers(round, [round.random.pick(round.arena.crew.workers)]);
    return true;
  },
};

export const workersBoth: Kind = {
  name: 'workers-both',
  about: 'SIGKILL of both workers at once, and two new ones',
  may: unharmed,
  prepare: (round) => async () => {
    if (!(await someMoment(round))) return false;
    await killWorkers(round, round.arena.crew.workers);
    round.mends.push(async () => {
      const { crew } = round.arena;
      await crew.complete();
      // Until then there is nobody who could recover anything.
      const first = Math.min(...crew.workers.map(({ readyAt }) => readyAt));
      round.recoversFrom = Math.max(round.recoversFrom!, first);
    });
    return true;
  },
};
