import { awaitSettlements } from '../check/index.js';
import { unharmed, type Kind } from '../kind.js';

const atOnce = (count: number): Kind => ({
  name: count === 2 ? 'two-at-once' : 'ten-at-once',
  about: `${count} releases of the same apps at the same moment`,
  may: unharmed,
  prepare: () => () => true,
  post: async (round) => {
    const keys = Array.from({ length: count }, () => round.random.pick(['server', 'server', 'server1', 'server2']));
    round.note(keys.join(' '));
    await Promise.all(keys.map((k) => round.post({ action: 'release', k })));
  },
});

export const twoAtOnce = atOnce(2);
export const tenAtOnce = atOnce(10);

/** They take the same update directory at the same moment, in one process. */
export const twoAppsAtOnce: Kind = {
  name: 'two-apps-at-once',
  about: 'three times two releases of different apps at the same moment, with one worker',
  may: unharmed,
  prepare: async ({ arena: { crew } }) => {
    // Idle: nothing of a round is under way yet.
    for (const { child } of crew.workers.slice(1)) await crew.kill(child);
    return () => true;
  },
  post: async (round) => {
    for (let pairs = 0; pairs < 3; pairs += 1) {
      await Promise.all(['server1', 'server2'].map((k) => round.post({ action: 'release', k })));
      await awaitSettlements(round);
    }
  },
};
