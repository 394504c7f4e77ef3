import { once } from 'node:events';
import { expect, test } from 'vitest';
import { startEstate } from './support/estate.js';

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
