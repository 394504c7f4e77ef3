import { expect, test } from 'vitest';
import type { WorkerDeps } from './dependencies.js';
import { startRetention } from './retention.js';
import { startSweep } from './sweep.js';

const at = new Date('2026-11-29T10:00:00Z');
const far = new Date('2027-01-08T10:00:00Z');

test('a request that cannot be put back does not keep the others from it, nor the pruning', async () => {
  const done: string[] = [];
  const warned: unknown[] = [];
  const deps = {
    config: { release: { keepBundles: 1, keepPackages: 60 } },
    records: {
      grantNext: () => Promise.resolve([]),
      endLapsedHold: () => Promise.resolve(null),
      unsettled: () => Promise.resolve(['one', 'two', 'three'].map((id) => ({ id, changes: id !== 'three' }))),
      wantedBundles: () => Promise.resolve([]),
      wantedPackages: () => Promise.resolve(['named']),
    },
    now: () => at,
    store: {
      clock: () => Promise.resolve(at),
      prune: () => Promise.resolve(done.splice(done.length, 0, 'pruned')),
    },
    packages: {
      prune: (keep: string[], unusedMs: number) => {
        done.push(`packages but ${keep.join()} unused for ${unusedMs} ms`);
        return Promise.resolve([]);
      },
    },
    submit: () => Promise.resolve(),
    log: { warn: (about: unknown) => void warned.push(about) },
  } as unknown as WorkerDeps;
  const resubmit = (id: string, changes: boolean): Promise<void> =>
    id === 'two' ? Promise.reject(new Error('no')) : Promise.resolve(void done.push(changes ? id : `${id}, later`));
  const hasten = () => Promise.resolve();
  await startSweep(deps, { resubmit, hasten, clock: () => Promise.resolve(at) }).stop();
  expect(done).toEqual(['one', 'three, later', 'pruned', 'packages but named unused for 60000 ms']);
  expect(warned).toMatchObject([{ request: 'two' }]);
});

test.each(['mysql', 'redis', 'store'])('nothing is removed while the clock of %s deviates', async (wrong) => {
  const clock = (name: string): Date => (name === wrong ? far : at);
  const logged: unknown[] = [];
  const never = (): never => {
    throw new Error('it was pruned');
  };
  const deps = {
    config: { release: {} },
    records: {
      grantNext: () => Promise.resolve([]),
      endLapsedHold: () => Promise.resolve(null),
      unsettled: () => Promise.resolve([]),
      prune: never,
    },
    now: () => clock('mysql'),
    store: { clock: () => Promise.resolve(clock('store')), prune: never },
    packages: { prune: never },
    submit: () => Promise.resolve(),
    log: { warn: (about: unknown, text: string) => void logged.push([about, text]) },
  } as unknown as WorkerDeps;
  const workers = {
    resubmit: () => Promise.resolve(),
    hasten: () => Promise.resolve(),
    clock: () => Promise.resolve(clock('redis')),
  };
  await startSweep(deps, workers).stop();
  await startRetention(deps, workers).stop();
  const each = [
    { clocks: expect.objectContaining({ [wrong]: far }), apartMs: 40 * 86_400_000 },
    expect.stringMatching(/^nothing old is removed/),
  ];
  expect(logged).toEqual([each, each]);
});
