import { CodedError } from '#contract';
import type { Secret } from '#shell';
import { Redis, type RedisOptions } from 'ioredis';
import { redisTime } from './signs.js';
import type { RedisState } from './types.js';

/**
 * A connection for asking: a command fails within seconds when Redis is away, instead of waiting for it.
 */
export function askingConnection(url: Secret): Redis {
  return connect(url, { maxRetriesPerRequest: 1, commandTimeout: 5000, socketTimeout: 5000 });
}

/** A connection for waiting: a worker's, which waits for Redis as long as it takes. */
export function waitingConnection(url: Secret): Redis {
  return connect(url, { maxRetriesPerRequest: null });
}

const signOfLifeMs = 5000;

/** A connection for listening to channels. Silence is normal on it, so it asks now and then whether anybody is there. */
export function listeningConnection(url: Secret): Redis {
  const redis = waitingConnection(url);
  const asking = setInterval(() => {
    if (redis.status === 'ready') redis.ping().catch(() => undefined);
  }, signOfLifeMs);
  redis.once('end', () => clearInterval(asking));
  return redis;
}

/** Above the ten seconds a worker's question for the next job may stay open. */
const silenceMs = 15_000;

function connect(url: Secret, options: RedisOptions): Redis {
  const redis = new Redis(url.reveal(), {
    connectTimeout: 5000,
    // A firewall that forgot a connection says nothing and closes nothing: who hears no answer calls anew.
    socketTimeout: silenceMs,
    ...options,
    retryStrategy: (times) => Math.min(times * 100, 2000),
  });
  // Without a listener every failed attempt to reconnect would be printed; commands carry the error to who asked.
  redis.on('error', () => undefined);
  return redis;
}

const patienceMs = 5000;

/** Runs a Redis command; its failure, or no answer within seconds, becomes QUEUE_AWAY, or what a refusal of Redis means. */
export async function asked<T>(command: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer within ${patienceMs / 1000} s`));
    }, patienceMs);
  });
  try {
    return await Promise.race([command(), late]);
  } catch (thrown) {
    throw refusalOf(thrown) ?? new CodedError('QUEUE_AWAY', { reason: reasonOf(thrown) }, { cause: thrown });
  } finally {
    clearTimeout(timer);
  }
}

function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  // Its own text advises on an option of the library, which is of no use to who reads this.
  return thrown.name === 'MaxRetriesPerRequestError' ? 'no connection to redis.url' : thrown.message;
}

/** Errors of a Redis that is there and takes nothing: it is full, a replica, or cannot save. */
function refusalOf(thrown: unknown): CodedError | null {
  if (!(thrown instanceof Error)) return null;
  // A refused part of a MULTI is reported beside the refusal of the whole.
  const { previousErrors = [] } = thrown as { previousErrors?: Error[] };
  const words = [thrown, ...previousErrors].map(({ message }) => message).join('; ');
  if (/\bOOM\b/.test(words)) return new CodedError('QUEUE_FULL', {}, { cause: thrown });
  if (/\b(READONLY|MISCONF|NOREPLICAS)\b/.test(words)) {
    return new CodedError('QUEUE_READONLY', { reason: thrown.message }, { cause: thrown });
  }
  return null;
}

const MiB = (bytes: number): number => Math.round(bytes / 2 ** 20);

/**
 * Makes sure that a Redis answers and takes what it is given, by writing over a key that is not there, which changes nothing
 * and is refused like any other. Throws QUEUE_AWAY, QUEUE_FULL with the figures, QUEUE_READONLY.
 */
export async function probeRedis(redis: Redis, key: string): Promise<void> {
  try {
    await asked(() => redis.set(key, '', 'XX'));
  } catch (thrown) {
    if (!(thrown instanceof CodedError) || thrown.code !== 'QUEUE_FULL') throw thrown;
    const { usedMemory, maxMemory } = await redisState(redis);
    throw new CodedError('QUEUE_FULL', { used: MiB(usedMemory), max: MiB(maxMemory) }, { cause: thrown.cause });
  }
}

/** The report of a Redis about itself; null where it has none. */
export async function redisState(redis: Redis): Promise<RedisState> {
  const asking = Date.now();
  const [info, at] = await asked(() => Promise.all([redis.info(), redisTime(redis)]));
  const middle = (asking + Date.now()) / 2;
  const field = (name: string): string | null => new RegExp(`^${name}:(.*)$`, 'm').exec(info)?.[1]?.trim() ?? null;
  const appendOnly = field('aof_enabled');
  return {
    version: field('redis_version'),
    policy: field('maxmemory_policy'),
    appendOnly: appendOnly === null ? null : appendOnly === '1',
    usedMemory: Number(field('used_memory') ?? 0),
    maxMemory: Number(field('maxmemory') ?? 0),
    clockAheadMs: Math.round(at - middle),
  };
}

/**
 * Makes sure that a Redis is a place for jobs. Throws QUEUE_UNSAFE when it would throw jobs away, QUEUE_AWAY when it is
 * not there; gives warnings for what may lose them in a crash.
 */
export async function inspectRedis(url: Secret): Promise<string[]> {
  const redis = askingConnection(url);
  try {
    const { policy, appendOnly } = await redisState(redis);
    if (policy !== null && policy !== 'noeviction') throw new CodedError('QUEUE_UNSAFE', { policy });
    return appendOnly === false
      ? ['redis.url: appendonly is off, a restart of Redis forgets the queue; turn it on']
      : [];
  } finally {
    redis.disconnect();
  }
}
