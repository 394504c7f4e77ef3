import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchStandstill } from './standstill.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }));
afterEach(() => void vi.useRealTimers());

test('a carry that stands still says so with how long, says when it moves again, and is broken off after its bound', async () => {
  let bytes = 0;
  const words: number[] = [];
  let fired = false;
  const watch = watchStandstill(() => bytes, { afterMs: 60_000, report: (seconds) => words.push(seconds) });
  void watch.fired.then(() => (fired = true));
  for (let second = 0; second < 100; second++) {
    bytes += 1;
    await vi.advanceTimersByTimeAsync(1000);
  }
  expect(words).toEqual([]);
  await vi.advanceTimersByTimeAsync(21_000);
  expect(words).toEqual([10, 15, 20]);
  bytes += 1;
  await vi.advanceTimersByTimeAsync(1000);
  expect(words).toEqual([10, 15, 20, 0]);
  await vi.advanceTimersByTimeAsync(59_000);
  expect(fired).toBe(false);
  await vi.advanceTimersByTimeAsync(2000);
  expect(fired).toBe(true);
  watch.clear();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(words.at(-1)).toBe(60);
});
