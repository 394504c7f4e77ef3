import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRedis, type Redis as Server } from '#provision';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBarriers, type Barriers } from './barriers.js';

const dir = mkdtempSync(join(tmpdir(), 'rexflow-meeting-'));
const connections: Redis[] = [];
let server: Server;

beforeAll(async () => {
  server = await startRedis({ dir: join(dir, 'redis'), appendOnly: false });
});
afterAll(async () => {
  for (const connection of connections) connection.disconnect();
  await server?.stop();
  rmSync(dir, { recursive: true, force: true });
});

const worker = (): Barriers => {
  const [asking, listening] = [new Redis(server.url), new Redis(server.url)];
  connections.push(asking, listening);
  return createBarriers(asking, listening, 'test:meeting');
};

test('who comes waits for the others, on whichever worker, and for nobody longer than it likes', async () => {
  const [one, two] = [worker(), worker()];
  const met: string[] = [];
  const come = (at: Barriers, name: string, size: number, ms: number) =>
    at.arriveAt(name, size, ms).then(() => met.push(name));
  const first = come(one, 'switch', 3, 20_000);
  const second = come(two, 'switch', 3, 20_000);
  await come(one, 'alone', 1, 20_000);
  await come(one, 'in vain', 2, 20);
  expect(met).toEqual(['alone', 'in vain']);
  await Promise.all([first, second, come(two, 'switch', 3, 20_000)]);
  await come(one, 'switch', 3, 20_000);
});

test('a Redis that does not answer keeps nobody longer than it likes', async () => {
  const one = worker();
  await one.arriveAt('before', 2, 1);
  process.kill(server.pid, 'SIGSTOP');
  try {
    const began = performance.now();
    await one.arriveAt('switch', 2, 50);
    expect(performance.now() - began).toBeLessThan(2000);
  } finally {
    process.kill(server.pid, 'SIGCONT');
  }
});

test('a Redis that is away keeps nobody from beginning', async () => {
  const [asking, listening] = [new Redis(server.url, { maxRetriesPerRequest: 0 }), new Redis(server.url)];
  const barriers = createBarriers(asking, listening, 'test:away');
  asking.disconnect();
  await barriers.arriveAt('switch', 2, 60_000);
  listening.disconnect();
});
