import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { alive } from '../process/processTable.js';
import { type Redis, startRedis } from './startRedis.js';

const root = mkdtempSync(join(tmpdir(), 'rexflow-redis-'));
const started: Redis[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((redis) => redis.stop()));
  rmSync(root, { recursive: true, force: true });
});

async function start(name: string): Promise<Redis> {
  const redis = await startRedis({ dir: join(root, name) });
  started.push(redis);
  return redis;
}

/** What Redis says to some lines, until it has said `parts` of them. */
function ask({ host, port, password }: Redis, ...lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host, () => socket.write([`AUTH ${password}`, ...lines, 'QUIT', ''].join('\r\n')));
    let heard = '';
    socket.on('data', (data) => (heard += data.toString()));
    socket.on('end', () => resolve(heard));
    socket.on('error', reject);
  });
}

test('a private Redis answers, never evicts, and keeps what it was told between starts', async () => {
  const first = await start('one');
  expect(first.url).toBe(`redis://:${first.password}@127.0.0.1:${first.port}`);
  expect(await ask(first, 'CONFIG GET maxmemory-policy', 'CONFIG GET appendonly')).toMatch(/noeviction[^]*yes/);
  await ask(first, 'SET word kept');
  await first.stop();
  expect(alive(first.pid)).toBe(false);

  const second = await start('one');
  expect(second.password).toBe(first.password);
  expect(await ask(second, 'GET word')).toContain('kept');
});

test('two stand side by side, and nobody comes in without the password', async () => {
  const [one, two] = await Promise.all([start('left'), start('right')]);
  await ask(one, 'SET word left');
  expect(await ask(two, 'GET word')).toContain('$-1');
  expect(await ask({ ...one, password: 'wrong' }, 'GET word')).toContain('NOAUTH');
});

test('a directory in use by a living process is not taken over', async () => {
  const redis = await start('mine');
  await expect(startRedis({ dir: join(root, 'mine') })).rejects.toThrow(`started by process ${process.pid}`);
  expect(alive(redis.pid)).toBe(true);
});

test('a port that is taken is named in the error', async () => {
  const redis = await start('holder');
  await expect(startRedis({ dir: join(root, 'late'), port: redis.port })).rejects.toThrow('Address already in use');
});
