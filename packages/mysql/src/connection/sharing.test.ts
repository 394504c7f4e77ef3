import { once, EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { shared } from './sharing.js';

interface Run {
  asked: number[];
  end: (thrown?: Error) => void;
}

/** Work that ends when it is told to. */
function slow() {
  const runs = new EventEmitter();
  const ask = shared<number, number>(
    (asked) =>
      new Promise((resolve, reject) => {
        const end = (thrown?: Error): void => (thrown ? reject(thrown) : resolve(asked.map((one) => one * 10)));
        runs.emit('run', { asked, end });
      }),
  );
  return { ask, next: async () => ((await once(runs, 'run')) as [Run])[0] };
}

test('whoever comes during a run shares the next one', async () => {
  const { ask, next } = slow();
  const first = ask(1);
  const one = await next();
  expect(one.asked).toEqual([1]);
  const rest = [2, 3, 4].map(ask);
  one.end();
  expect(await first).toBe(10);
  const two = await next();
  expect(two.asked).toEqual([2, 3, 4]);
  two.end();
  expect(await Promise.all(rest)).toEqual([20, 30, 40]);
  const later = ask(5);
  (await next()).end();
  expect(await later).toBe(50);
});

test('what a run throws is told to those of that run only', async () => {
  const { ask, next } = slow();
  const first = ask(1);
  const one = await next();
  const second = ask(2);
  one.end(new Error('no'));
  await expect(first).rejects.toThrow('no');
  (await next()).end();
  expect(await second).toBe(20);
});

test('not more than a few dozen are taken along, and none is left behind', async () => {
  const { ask, next } = slow();
  const all = Array.from({ length: 71 }, (_, index) => ask(index));
  const sizes: number[] = [];
  while (sizes.reduce((sum, size) => sum + size, 0) < all.length) {
    const { asked, end } = await next();
    sizes.push(asked.length);
    end();
  }
  expect(sizes).toEqual([32, 32, 7]);
  expect(await Promise.all(all)).toEqual(all.map((_, index) => index * 10));
});
