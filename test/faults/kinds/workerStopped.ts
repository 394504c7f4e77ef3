import { Redis } from 'ioredis';
import { until } from '../../support/estate.js';
import type { Worker } from '../crew.js';
import { commandsOf, trapSomewhere } from '../inside.js';
import { unharmed, type Kind } from '../kind.js';
import type { Round } from '../round.js';
import { leaseEnd, workerAt } from '../strikes.js';

/** Wakes a stopped worker and waits until it has shown that it is at work again. */
async function wake({ arena }: Round, { name, child }: Worker): Promise<void> {
  const redis = new Redis(arena.stores.redis.url);
  const woken = Date.now();
  child.kill('SIGCONT');
  try {
    await until(`${name} being at work again`, 20, async () => {
      const alive = await redis.zrangebyscore('{rexflow-prod}:workers', woken, '+inf');
      return alive.some((one) => one.includes(`-${child.pid}-`));
    });
  } finally {
    redis.disconnect();
  }
}

async function stop(round: Round, app: string | null): Promise<boolean> {
  const worker = await workerAt(round, app);
  if (!worker) return false;
  round.recoversFrom = await leaseEnd(round, [worker]);
  worker.child.kill('SIGSTOP');
  round.wakes.push(() => wake(round, worker));
  return true;
}

export const workerStoppedInCommand: Kind = {
  name: 'worker-stopped-in-command',
  about: 'SIGSTOP of the worker while a command runs, takeover by the other, SIGCONT',
  may: unharmed,
  prepare: async (round) => {
    const { command, host, held } = await trapSomewhere(round, [...commandsOf(round), 'slowCarry']);
    return async () => (await held.sprung()) && (await stop(round, command === 'stage' ? null : host.app.name));
  },
};

export const workerStoppedAtBoundary: Kind = {
  name: 'worker-stopped-at-boundary',
  about: 'SIGSTOP of the worker as it stores something, takeover, SIGCONT; the statement may come late',
  may: unharmed,
  prepare: async (round) => {
    const place = round.random.pick(['begin', 'answered'] as const);
    const step = round.random.pick(round.arena.steps);
    const { name } = round.random.pick(round.hosts).app;
    const late = round.random.pick([true, false]);
    round.note(`${place} ${step} of ${name}, ${late ? 'stored when it wakes' : 'stored at once'}`);
    const hold = await round.hold(place, step, name);
    if (late) round.wakes.push(round.mends.pop()!);
    return async () => {
      if (!(await round.met(`${place} ${step}`, () => hold.reached()))) return false;
      return await stop(round, name);
    };
  },
};
