import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { commandLines } from '#provision';
import { Redis } from 'ioredis';
import type { Estate } from './estate.js';

/** Where secrets may not be, by what it is called: the whole text of it. */
export type Places = Record<string, string>;

async function value(redis: Redis, key: string): Promise<unknown> {
  switch (await redis.type(key)) {
    case 'string':
      return redis.get(key);
    case 'hash':
      return redis.hgetall(key);
    case 'list':
      return redis.lrange(key, 0, -1);
    case 'set':
      return redis.smembers(key);
    case 'zset':
      return redis.zrange(key, '0', '-1');
    default:
      return redis.xrange(key, '-', '+');
  }
}

/** Everything in Redis. */
async function redisText(estate: Estate): Promise<string> {
  const redis = new Redis(estate.redis.url);
  try {
    const keys = await redis.keys('*');
    return JSON.stringify(await Promise.all(keys.map(async (key) => [key, await value(redis, key)])));
  } finally {
    redis.disconnect();
  }
}

/** Every log, all of Redis, and every row of every table. */
export async function placesOf(estate: Estate): Promise<Places> {
  const places: Places = { redis: await redisText(estate) };
  // create-admin prints the first password, as it should.
  for (const name of readdirSync(join(estate.dir, 'logs')).filter((log) => log !== 'admin.log')) {
    places[`log ${name}`] = readFileSync(join(estate.dir, 'logs', name), 'utf8');
  }
  for (const table of await estate.rows('SHOW TABLES')) {
    const name = String(Object.values(table)[0]);
    places[`table ${name}`] = JSON.stringify(await estate.rows(`SELECT * FROM \`${name}\``));
  }
  return places;
}

/** The argument lists of all processes of this machine. */
export const processesNow = (): string => commandLines().join('\n');
