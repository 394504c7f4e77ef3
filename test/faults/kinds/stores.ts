import { setTimeout as pause } from 'node:timers/promises';
import { unharmed, type Kind } from '../kind.js';
import type { Proxy } from '../../support/proxy.js';
import type { Round } from '../round.js';
import type { Stores } from '../stores.js';
import { someMoment } from '../strikes.js';

/** Takes something away at any moment, for a while, and brings it back. */
async function away(round: Round, seconds: number, take: () => unknown, bring: () => unknown): Promise<boolean> {
  if (!(await someMoment(round))) return false;
  await take();
  await pause(seconds * 1000);
  await bring();
  round.recoversFrom = Date.now();
  return true;
}

const killed = (
  name: string,
  about: string,
  kill: (stores: Stores) => unknown,
  revive: (stores: Stores) => unknown,
): Kind => ({
  name,
  about,
  may: unharmed,
  prepare: (round) => {
    const { stores } = round.arena;
    const seconds = round.random.int(0, 20) / 10;
    return () =>
      away(
        round,
        seconds,
        () => kill(stores),
        () => revive(stores),
      );
  },
});

export const redisRestarted = killed(
  'redis-restarted',
  'SIGKILL of Redis, restart with its append-only file',
  (stores) => stores.killRedis(),
  (stores) => stores.reviveRedis({ empty: false }),
);
export const redisEmptied = killed(
  'redis-emptied',
  'SIGKILL of Redis, restart with nothing',
  (stores) => stores.killRedis(),
  (stores) => stores.reviveRedis({ empty: true }),
);
export const mysqlRestarted = killed(
  'mysql-restarted',
  'SIGKILL of MySQL and restart',
  (stores) => stores.killMariadb(),
  (stores) => stores.reviveMariadb(),
);

const unreachable = (name: string, about: string, proxyOf: (round: Round) => Proxy): Kind => ({
  name,
  about,
  may: unharmed,
  prepare: (round) => {
    const proxy = proxyOf(round);
    const way = round.random.pick(['refused', 'no answer, goes on', 'no answer, connections lost']);
    round.note(way);
    const take = (): void => (way === 'refused' ? proxy.cut() : proxy.hang());
    const bring = (): void => proxy.mend({ thaw: way === 'no answer, goes on' });
    return () => away(round, round.arena.settings.outage, take, bring);
  },
});

export const mysqlUnreachable = unreachable(
  'mysql-unreachable',
  'no way to MySQL for a while',
  ({ arena }) => arena.mysql,
);
export const redisUnreachable = unreachable(
  'redis-unreachable',
  'no way to Redis for a while',
  ({ arena }) => arena.redis,
);

export const redisFull: Kind = {
  name: 'redis-full',
  about: 'Redis takes nothing more for a while: its memory is used up',
  may: unharmed,
  prepare: (round) => {
    const { stores, settings } = round.arena;
    const limit = (bytes: number) => stores.commandRedis(['CONFIG', 'SET', 'maxmemory', String(bytes)]);
    round.mends.push(() => limit(0));
    return () =>
      away(
        round,
        settings.outage,
        () => limit(1),
        () => limit(0),
      );
  },
};
