import { expect, test } from 'vitest';
import type { App, PastRelease } from '#release';
import { createReleaseHistories, type ReleaseHistory } from './releaseHistory.js';

const app = { appKey: 'app1' } as App;
const made = (index: number): PastRelease => ({
  randomStr: String(index),
  requestId: `job${index}`,
  programBefore: null,
  configBefore: null,
  programRealBefore: null,
  programAfter: `/data/${index}`,
  configAfter: null,
  startedAt: null,
  endedAt: null,
  isRollback: false,
  rollStatus: 0,
  good: true,
  bad: false,
});
const history = Array.from({ length: 100 }, (_, index) => made(index));

/** A release history over a long past, and the number of rows of each read. */
function longPast(): { pastOf: (app: App) => ReleaseHistory; read: (number | undefined)[] } {
  const read: (number | undefined)[] = [];
  const pastOf = createReleaseHistories(
    {
      pastReleases: (_appKey, newest = history.length) => {
        read.push(newest);
        return Promise.resolve(history.slice(-newest));
      },
      bundleOf: (randomStr) => Promise.resolve(`bundle${randomStr}`),
      programSum: (randomStr) => Promise.resolve(`sum${randomStr}`),
    },
    5,
  );
  return { pastOf, read };
}

test('the whole past of an app is looked through once for what may still lie on its host', async () => {
  const { pastOf, read } = longPast();
  expect(await pastOf(app).remaining()).toHaveLength(100);
  const second = pastOf(app);
  expect((await second.remaining()).map(({ randomStr }) => randomStr)).toEqual(
    history.slice(-25).map(({ randomStr }) => randomStr),
  );
  await second.recent();
  expect(read).toEqual([100, 25]);
});

test('the bundle of a directory is found, however long ago it was made', async () => {
  const { pastOf, read } = longPast();
  const past = pastOf(app);
  expect(await past.bundleOf('/data/99')).toBe('bundle99');
  expect(read).toEqual([25]);
  expect(await past.bundleOf('/data/3')).toBe('bundle3');
  expect(await past.bundleOf('/data/none')).toBeNull();
  expect(await past.sumOf('/data/3')).toBe('sum3');
  expect(await past.sumOf('/data/none')).toBeNull();
  expect([await past.hasMade('/data/3'), await past.hasMade('/data/none')]).toEqual([true, false]);
  expect(read).toEqual([25, 100]);
});
