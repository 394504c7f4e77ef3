import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRedis, type Redis as Server } from '#provision';
import { Secret } from '#shell';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { createSubmitter } from './submitter.js';
import type { JobHandlers } from './jobHandlers.js';
import { startWorkers, type Workers } from './workers.js';

/** A promise and what settles it. */
export function signal<T>() {
  let give!: (value: T) => void;
  const given = new Promise<T>((resolve) => (give = resolve));
  return { give, given };
}

export const nowhere: JobHandlers = {
  advanceRequest: () => Promise.resolve({ then: 'end' }),
  runHostPhase: () => Promise.resolve(),
  lookAtHost: () => Promise.resolve(),
  followLog: () => Promise.resolve(),
};

/** A Redis for a file of tests, and queues in it that end with the test that made them. */
export function queueOfEachTest() {
  const dir = mkdtempSync(join(tmpdir(), 'rexflow-queue-'));
  const ends: (() => Promise<unknown>)[] = [];
  let redis: Server;
  let number = 0;
  beforeAll(async () => {
    redis = await startRedis({ dir: join(dir, 'redis'), appendOnly: true });
  });
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });
  afterAll(async () => {
    await redis?.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  const place = () => ({ url: new Secret(redis.url), environment: `test-${process.pid}-${number++}` });
  const options = { requests: 5, apps: 5, backoffSeconds: 0.01, onError: () => undefined };

  async function installation(handlers: Partial<JobHandlers>, workerCount = 1) {
    const at = place();
    const submitter = await createSubmitter(at);
    ends.push(() => submitter.close());
    const workers: Workers[] = [];
    const hire = async (more: Partial<JobHandlers> = handlers): Promise<Workers> => {
      const one = await startWorkers({ ...at, ...options }, { ...nowhere, ...more });
      workers.push(one);
      ends.push(() => one.close(0));
      return one;
    };
    for (let index = 0; index < workerCount; index++) await hire();
    return { submitter, workers, hire };
  }
  return { installation, ends, redisUrl: () => redis.url };
}
