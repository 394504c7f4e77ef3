import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRedis, type Redis as Server } from '#provision';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { queueNames } from './queueNames.js';
import { createSign, redisTime, signsOfLife } from './signs.js';

const dir = mkdtempSync(join(tmpdir(), 'rexflow-signs-'));
const name = queueNames('signs');
let server: Server;
let redis: Redis;
beforeAll(async () => {
  server = await startRedis({ dir: join(dir, 'redis') });
  redis = new Redis(server.url);
});
beforeEach(() => redis.flushall());
afterAll(async () => {
  redis?.disconnect();
  await server?.stop();
  rmSync(dir, { recursive: true, force: true });
});

const days = 86_400_000;
const shifted = (ms: number) => (): number => Date.now() + ms;
const living = async (): Promise<string[]> => (await signsOfLife(redis, name)).map(({ id }) => id).sort();

test('who lives is told by the clock of Redis, whatever the clocks of the workers say', async () => {
  await createSign(redis, name, 'right').give();
  await createSign(redis, name, 'ahead', shifted(40 * days)).give();
  await createSign(redis, name, 'behind', shifted(-20_000)).give();
  expect(await living()).toEqual(['ahead', 'behind', 'right']);
  const told = Object.fromEntries((await signsOfLife(redis, name)).map(({ id, clockAheadMs }) => [id, clockAheadMs]));
  expect(Math.round(told.ahead! / days)).toBe(40);
  expect(Math.round(told.behind! / 1000)).toBe(-20);
  expect(Math.abs(told.right!)).toBeLessThan(2000);
});

test('a sign ends by itself: a worker with a wrong clock is as dead as any other', async () => {
  for (const clock of [shifted(0), shifted(40 * days)]) {
    await createSign(redis, name, 'one', clock).give();
    const left = await redis.pttl(`${name.sign}:one`);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(15_000);
  }
  // What is left of it in the list when its time is over is of nobody who lives.
  await redis.del(`${name.sign}:one`);
  expect(await living()).toEqual([]);
  await createSign(redis, name, 'another').give();
  expect(await redis.smembers(name.signs)).toEqual(['another']);
});

test('workers and gateways of an earlier version are understood', async () => {
  const at = await redisTime(redis);
  await redis.zadd(name.workers, Date.now(), 'earlier', Date.now() + 40 * days, 'wrong', Date.now() - 30_000, 'dead');
  await createSign(redis, name, 'new', shifted(40 * days)).give();
  // An earlier gateway counts what lies within the last 15 s; an earlier worker with a wrong clock lives only while it says so.
  expect(await redis.zrangebyscore(name.workers, at - 15_000, '+inf')).toEqual(['earlier', 'new']);
  expect(await signsOfLife(redis, name)).toEqual([
    { id: 'new', clockAheadMs: expect.any(Number), directories: null, build: null, seclusion: null, hooks: [] },
    { id: 'earlier', clockAheadMs: null, directories: null, build: null, seclusion: null, hooks: [] },
  ]);
  // One that removes all the others by its own clock hides nobody.
  await redis.zremrangebyscore(name.workers, '-inf', Date.now() + 39 * days);
  expect(await living()).toEqual(['new']);
});

test('a worker that ends is forgotten at once', async () => {
  const sign = createSign(redis, name, 'one');
  await sign.give();
  await sign.withdraw();
  expect(await living()).toEqual([]);
  expect(await redis.keys('*')).toEqual([]);
});

test('workers stay alive while Redis is full', async () => {
  const sign = createSign(redis, name, 'one');
  await sign.give();
  await redis.pexpire(`${name.sign}:one`, 1000);
  await redis.config('SET', 'maxmemory', '1');
  try {
    await expect(sign.give()).rejects.toThrow();
    expect(await redis.pttl(`${name.sign}:one`)).toBeGreaterThan(1000);
    expect(await living()).toEqual(['one']);
  } finally {
    await redis.config('SET', 'maxmemory', '0');
  }
});

test('a worker tells its version, and its directories as it saw them last; one of an earlier version tells neither', async () => {
  const seclusion = { exposed: [{ path: '/etc/key', to: 'read' as const }], secrets: 1, beyond: null };
  let store = { path: '/data/store', device: '1', view: null, id: 'a', at: null, problem: null };
  const sign = createSign(redis, name, 'one', undefined, {
    directories: () => ({ store }),
    build: '1.0.0',
    seclusion: () => seclusion,
    hooks: ['migrate'],
  });
  await sign.give();
  store = { ...store, id: 'b' };
  await sign.give();
  await createSign(redis, name, 'two').give();
  const told = (await signsOfLife(redis, name)).map(({ id, clockAheadMs, ...rest }) => [
    id,
    { ...rest, clock: typeof clockAheadMs },
  ]);
  expect(Object.fromEntries(told)).toEqual({
    one: { directories: { store }, build: '1.0.0', seclusion, hooks: ['migrate'], clock: 'number' },
    two: { directories: null, build: null, seclusion: null, hooks: [], clock: 'number' },
  });
});
