import { expect, test } from 'vitest';
import type { House } from './house.js';
import { startSweep } from './sweep.js';

test('a request that cannot be put back does not keep the others from it, nor the pruning', async () => {
  const done: string[] = [];
  const warned: unknown[] = [];
  const house = {
    config: { release: { keepBundles: 1, keepPackages: 60 } },
    records: {
      grantLine: () => Promise.resolve([]),
      unsettled: () => Promise.resolve(['one', 'two', 'three'].map((id) => ({ id, changes: id !== 'three' }))),
      wantedBundles: () => Promise.resolve([]),
      wantedPackages: () => Promise.resolve(['named']),
    },
    store: { prune: () => Promise.resolve(done.splice(done.length, 0, 'pruned')) },
    packages: {
      prune: (keep: string[], unusedMs: number) => {
        done.push(`packages but ${keep.join()} unused for ${unusedMs} ms`);
        return Promise.resolve([]);
      },
    },
    submit: () => Promise.resolve(),
    log: { warn: (about: unknown) => void warned.push(about) },
  } as unknown as House;
  const resubmit = (id: string, changes: boolean): Promise<void> =>
    id === 'two' ? Promise.reject(new Error('no')) : Promise.resolve(void done.push(changes ? id : `${id}, later`));
  await startSweep(house, { resubmit }).stop();
  expect(done).toEqual(['one', 'three, later', 'pruned', 'packages but named unused for 60000 ms']);
  expect(warned).toMatchObject([{ request: 'two' }]);
});
