import { expect, test } from 'vitest';
import { CleanupStack } from './cleanupStack.js';

test('what was opened is closed last first, one after the other, whatever fails', async () => {
  const cleanups = new CleanupStack();
  const order: string[] = [];
  for (const name of ['first', 'second', 'third']) {
    cleanups.add(name, async () => {
      order.push(`${name} begins`);
      await Promise.resolve();
      if (name === 'second') throw new Error('stuck');
      order.push(`${name} ends`);
    });
  }
  expect(await cleanups.close()).toEqual(['second: Error: stuck']);
  expect(order).toEqual(['third begins', 'third ends', 'second begins', 'first begins', 'first ends']);
  expect(await cleanups.close()).toEqual([]);
});
