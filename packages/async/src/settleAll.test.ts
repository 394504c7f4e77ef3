import { expect, test } from 'vitest';
import { settleAll } from './settleAll.js';

test('the first failure is thrown when the last one has ended', async () => {
  let ended = false;
  let end = (): void => undefined;
  const slow = new Promise<void>((resolve) => {
    end = () => {
      ended = true;
      resolve();
    };
  });
  const all = settleAll([Promise.reject(new Error('no')), slow]);
  setImmediate(end);
  await expect(all).rejects.toThrow('no');
  expect(ended).toBe(true);
});

test('what all of them gave comes in their order', async () => {
  expect(await settleAll([Promise.resolve(1), Promise.resolve(2)])).toEqual([1, 2]);
});
