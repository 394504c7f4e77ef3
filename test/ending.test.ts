import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startEstate } from './support/estate.js';
import { root } from './support/root.js';

test.each(['worker', 'gateway'] as const)('a %s told to end while Redis is away ends all the same', async (which) => {
  const estate = await startEstate({ apps: [{}], config: { worker: { shutdown: 1 }, gateway: { shutdown: 1 } } });
  try {
    await estate.redis.stop();
    const child = which === 'worker' ? estate.workers[0]! : estate.gateway;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  } finally {
    await estate.stop();
  }
});

test('a gateway whose MySQL and Redis end with it ends all the same', async () => {
  const estate = await startEstate({ apps: [{}], config: { gateway: { shutdown: 1 } } });
  try {
    const ended = once(estate.gateway, 'exit');
    const stores = [estate.redis.stop(), estate.mariadb.stop()];
    estate.gateway.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    await Promise.all(stores);
  } finally {
    await estate.stop();
  }
});

test.each(['worker', 'gateway'] as const)('a %s whose log nobody reads any more ends all the same', async (which) => {
  const estate = await startEstate({ apps: [{}], config: { worker: { shutdown: 1 }, gateway: { shutdown: 1 } } });
  try {
    const child = which === 'worker' ? estate.workers[0]! : estate.gateway;
    child.stdout!.destroy();
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  } finally {
    await estate.stop();
  }
});

test.each([
  ['worker', {}],
  ['gateway', { together: { minLength: 4096, periodicFlush: 100 } }],
])('a last line of a %s that nobody reads holds up nothing', async (name, more) => {
  const program = `
    const { createLog, endLogged } = await import(${JSON.stringify(join(root, 'dist/packages/tracing/src/log.js'))});
    const log = createLog(${JSON.stringify({ name, level: 'info', ...more })});
    process.stdin.once('data', async () => {
      log.info('on its way');
      await endLogged(log);
    });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const ended = once(child, 'exit');
    child.stdout.destroy();
    child.stdin.write('end');
    expect(await ended).toEqual([0, null]);
  } finally {
    child.kill('SIGKILL');
  }
});
