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
