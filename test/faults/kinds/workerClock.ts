import { fakeClock } from '../../support/fakeClock.js';
import { unharmed, type Kind } from '../kind.js';
import { killWorkers, someMoment } from '../strikes.js';

const shifts = { '40 days ahead': 40 * 86_400_000, '20 s ahead': 20_000, '20 s behind': -20_000 };

export const workerClock: Kind = {
  name: 'worker-clock',
  about: 'one of the workers has a wrong clock, and is killed',
  may: unharmed,
  prepare: async (round) => {
    const { crew } = round.arena;
    const way = round.random.pick(Object.keys(shifts) as (keyof typeof shifts)[]);
    round.note(way);
    const worker = await crew.hire(fakeClock(shifts[way]));
    round.beginHere();
    let killed = false;
    const kill = async (): Promise<void> => {
      if (killed) return;
      killed = true;
      await killWorkers(round, [worker]);
    };
    round.mends.push(kill);
    return async () => {
      const inTime = await someMoment(round);
      await kill();
      return inTime;
    };
  },
};
