import { once } from 'node:events';
import { expect, test } from 'vitest';
import { startEstate } from './support/estate.js';

test('a worker told to end while Redis is away ends all the same', async () => {
  const estate = await startEstate({ apps: [{}], config: { worker: { shutdown: 1 } } });
  try {
    await estate.redis.stop();
    const [child] = estate.workers;
    const ended = once(child!, 'exit');
    child!.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  } finally {
    await estate.stop();
  }
});
