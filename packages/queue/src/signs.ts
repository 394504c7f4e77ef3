import type { Seclusion, SeenDirectories } from '#contract';
import type { Redis } from 'ioredis';
import type { QueueNames } from './queueNames.js';
import type { WorkerSign } from './types.js';

/** A worker that said nothing for so long is taken for dead; it says something three times in that span. */
const believedMs = 15_000;
export const signEveryMs = 5000;
/** An entry of a version that wrote its own clock is believed so far apart from Redis' clock, and removed beyond this. */
const forgottenMs = 60_000;

/** In one go: nobody who gives a sign of life meanwhile is forgotten. */
const forgetDead = `for _, id in ipairs(redis.call('SMEMBERS', KEYS[1])) do
  if redis.call('EXISTS', ARGV[1] .. id) == 0 then redis.call('SREM', KEYS[1], id) end
end`;

interface SignContent {
  clockAheadMs: number;
  directories?: SeenDirectories;
  build?: string;
  seclusion?: Seclusion;
  lacking?: readonly string[];
  hooks?: string[];
}

/** What a worker tells of itself, beside its clock. */
export interface SignOf {
  /** The directories of this process, as it saw them last. */
  directories?: () => SeenDirectories;
  /** Which rexflow it is, in one line. */
  build?: string;
  /** How far this process is kept apart from others on its machine. */
  seclusion?: () => Seclusion;
  /** Programs that bring and unpack what is released, and its machine does not have. */
  lacking?: readonly string[];
  /** Names of what hooks may run there. */
  hooks?: readonly string[];
}

/** The time by the clock of Redis, in milliseconds since 1970. */
export async function redisTime(redis: Redis): Promise<number> {
  const [seconds, microseconds] = await redis.time();
  return Number(seconds) * 1000 + Number(microseconds) / 1000;
}

/**
 * The milliseconds that `clock` is ahead of Redis' clock (behind: negative), as far as that is certain: what the question
 * took on its way is not held against it.
 */
async function ahead(redis: Redis, clock: () => number): Promise<{ at: number; aheadMs: number }> {
  const begun = performance.now();
  const own = clock();
  const at = await redisTime(redis);
  const half = (performance.now() - begun) / 2;
  const found = own + half - at;
  return { at, aheadMs: Math.round(Math.sign(found) * Math.max(0, Math.abs(found) - half)) };
}

/** Says that a worker lives, in words that end by themselves by the clock of Redis. */
export interface Sign {
  /** Says it anew; while Redis is full what was said last is only kept alive, and the refusal is thrown. */
  give(): Promise<void>;
  withdraw(): Promise<void>;
}

/**
 * The sign of life of the worker `id`; `clock` gives milliseconds since 1970 as its process believes, `directories` what it has
 * seen of them; `build` is which rexflow it is, `seclusion` how far it is kept apart, `lacking` what it has not.
 */
export function createSign(
  redis: Redis,
  name: QueueNames,
  id: string,
  clock: () => number = () => Date.now(),
  { directories, build, seclusion, lacking, hooks }: SignOf = {},
): Sign {
  const key = `${name.sign}:${id}`;
  return {
    give: async () => {
      // Carried out also by a Redis that is full: a worker is not dead because nothing more can be written down.
      await redis.pexpire(key, believedMs);
      const { at, aheadMs } = await ahead(redis, clock);
      const known: SignContent = {
        clockAheadMs: aheadMs,
        ...(directories && { directories: directories() }),
        ...(build !== undefined && { build }),
        ...(seclusion && { seclusion: seclusion() }),
        ...(lacking?.length && { lacking }),
        ...(hooks && { hooks: [...hooks] }),
      };
      await redis
        .multi()
        .set(key, JSON.stringify(known), 'PX', believedMs)
        .sadd(name.signs, id)
        // What gateways and workers of earlier versions read and write; theirs came from clocks of their own.
        .zadd(name.workers, Math.round(at), id)
        .zremrangebyscore(name.workers, '-inf', Math.round(at - forgottenMs))
        .zremrangebyscore(name.workers, Math.round(at + forgottenMs), '+inf')
        .exec();
      await redis.eval(forgetDead, 1, name.signs, `${name.sign}:`);
    },
    withdraw: async () => {
      await redis.multi().del(key).srem(name.signs, id).zrem(name.workers, id).exec();
    },
  };
}

async function read(redis: Redis, name: QueueNames): Promise<{ living: WorkerSign[]; dead: string[] }> {
  const ids = await redis.smembers(name.signs);
  if (ids.length === 0) return { living: [], dead: [] };
  const texts = await redis.mget(ids.map((id) => `${name.sign}:${id}`));
  const living = ids.flatMap((id, index) => {
    const text = texts[index];
    if (!text) return [];
    const {
      clockAheadMs,
      directories = null,
      build = null,
      seclusion = null,
      lacking,
      hooks = [],
    } = JSON.parse(text) as SignContent;
    return [{ id, clockAheadMs, directories, build, seclusion, hooks, ...(lacking && { lacking }) }];
  });
  return { living, dead: ids.filter((_, index) => !texts[index]) };
}

/** The workers that live, by the clock of Redis. One of an earlier version does not tell its clock. */
export async function signsOfLife(redis: Redis, name: QueueNames): Promise<WorkerSign[]> {
  const at = await redisTime(redis);
  const [{ living, dead }, earlier] = await Promise.all([
    read(redis, name),
    redis.zrangebyscore(name.workers, Math.round(at - believedMs), Math.round(at + believedMs)),
  ]);
  const known = new Set([...living.map(({ id }) => id), ...dead]);
  return [
    ...living,
    ...earlier
      .filter((id) => !known.has(id))
      .map((id) => ({ id, clockAheadMs: null, directories: null, build: null, seclusion: null, hooks: [] })),
  ];
}
