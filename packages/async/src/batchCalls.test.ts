import { once, EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { batchCalls } from './batchCalls.js';

interface Run {
  calls: number[];
  end: (thrown?: Error) => void;
}

/** Work whose runs end when the test lets them. */
function slow(options: Parameters<typeof batchCalls>[1] = {}) {
  const runs = new EventEmitter();
  const call = batchCalls<number, number>(
    (calls) =>
      new Promise((resolve, reject) => {
        const end = (thrown?: Error): void => (thrown ? reject(thrown) : resolve(calls.map((one) => one * 10)));
        runs.emit('run', { calls, end });
      }),
    options,
  );
  return { call, next: async () => ((await once(runs, 'run')) as [Run])[0] };
}

test('whoever comes during a run shares the next one', async () => {
  const { call, next } = slow();
  const first = call(1);
  const one = await next();
  expect(one.calls).toEqual([1]);
  const rest = [2, 3, 4].map(call);
  one.end();
  expect(await first).toBe(10);
  const two = await next();
  expect(two.calls).toEqual([2, 3, 4]);
  two.end();
  expect(await Promise.all(rest)).toEqual([20, 30, 40]);
  const later = call(5);
  (await next()).end();
  expect(await later).toBe(50);
});

test('what a run throws rejects the calls of that run only', async () => {
  const { call, next } = slow();
  const first = call(1);
  const one = await next();
  const second = call(2);
  one.end(new Error('no'));
  await expect(first).rejects.toThrow('no');
  (await next()).end();
  expect(await second).toBe(20);
});

test.each([{ parallel: false }, { parallel: true }])(
  'no more than are allowed are taken along, and none is left behind (%o)',
  async (options) => {
    const { call, next } = slow(options);
    const all = Array.from({ length: 71 }, (_, index) => call(index));
    const sizes: number[] = [];
    while (sizes.reduce((sum, size) => sum + size, 0) < all.length) {
      const { calls, end } = await next();
      sizes.push(calls.length);
      end();
    }
    expect(sizes).toEqual([32, 32, 7]);
    expect(await Promise.all(all)).toEqual(all.map((_, index) => index * 10));
  },
);

test('a parallel run begins while the one before is under way', async () => {
  const { call, next } = slow({ parallel: true });
  const first = call(1);
  const one = await next();
  const second = call(2);
  const two = await next();
  two.end();
  expect(await second).toBe(20);
  one.end();
  expect(await first).toBe(10);
});
