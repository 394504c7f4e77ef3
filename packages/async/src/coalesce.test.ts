import { expect, test } from 'vitest';
import { createCoalescer } from './coalesce.js';

/** Work that counts its runs and ends when it is asked to. */
function play() {
  const runs: { end: (value: string) => void; fail: (reason: Error) => void }[] = [];
  const work = (): Promise<string> =>
    new Promise((resolve, reject) => {
      runs.push({ end: resolve, fail: reject });
    });
  return { runs, work, together: createCoalescer<string>() };
}
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('twenty who ask while the same is under way share the run after it', async () => {
  const { runs, work, together } = play();
  const first = together('a', work);
  const others = Array.from({ length: 20 }, () => together('a', work));
  const elsewhere = together('b', work);
  expect(runs).toHaveLength(2);
  runs[1]!.end('of b');
  expect(await elsewhere).toBe('of b');
  runs[0]!.end('one');
  expect(await first).toBe('one');
  await turn();
  expect(runs).toHaveLength(3);
  // It has begun: a caller that comes now is not served from it.
  const later = together('a', work);
  runs[2]!.end('two');
  expect(new Set(await Promise.all(others))).toEqual(new Set(['two']));
  await turn();
  runs[3]!.end('three');
  expect(await later).toBe('three');
  await turn();
  const fresh = together('a', work);
  expect(runs).toHaveLength(5);
  runs[4]!.end('four');
  expect(await fresh).toBe('four');
});

test('a run that fails fails those who share it, and nobody after them', async () => {
  const { runs, work, together } = play();
  const first = together('a', work);
  const second = together('a', work);
  runs[0]!.fail(new Error('away'));
  await expect(first).rejects.toThrow('away');
  await turn();
  runs[1]!.end('well');
  expect(await second).toBe('well');
});
