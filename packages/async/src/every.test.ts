import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { every } from './every.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a run that takes longer than its turn is not overtaken, and stop waits for it', async () => {
  const ends: (() => void)[] = [];
  const { stop } = every(
    10,
    () => new Promise((resolve) => ends.push(resolve)),
    () => undefined,
  );
  await vi.advanceTimersByTimeAsync(95);
  expect(ends).toHaveLength(1);
  ends[0]!();
  await vi.advanceTimersByTimeAsync(10);
  expect(ends).toHaveLength(2);
  let stopped = false;
  const stopping = stop().then(() => (stopped = true));
  await vi.advanceTimersByTimeAsync(50);
  expect([stopped, ends.length]).toEqual([false, 2]);
  ends[1]!();
  await stopping;
});

test('a run that throws is told, and the next one comes', async () => {
  const told: unknown[] = [];
  const { stop } = every(
    10,
    () => Promise.reject(new Error('no')),
    (thrown) => told.push(thrown),
  );
  await vi.advanceTimersByTimeAsync(25);
  expect(told).toHaveLength(3);
  await stop();
});
