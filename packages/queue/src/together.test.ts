import { expect, test } from 'vitest';
import { together } from './together.js';

test('what is asked for at the same moment is one call, and what it throws is told to those who asked', async () => {
  const calls: string[][] = [];
  const ask = together<string>((ids) => {
    calls.push(ids);
    return ids.includes('bad') ? Promise.reject(new Error('no')) : Promise.resolve();
  });
  await Promise.all(['a', 'b', 'c'].map(ask));
  const results = await Promise.allSettled(['d', 'bad'].map(ask));
  await ask('e');
  expect(calls).toEqual([['a', 'b', 'c'], ['d', 'bad'], ['e']]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
