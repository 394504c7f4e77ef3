import { expect, test } from 'vitest';
import { createStopwatch } from './stopwatch.js';

test('what began twice goes on, what never began here has no time, and what never ends is forgotten', () => {
  const watch = createStopwatch();
  watch.start('a');
  watch.start('a');
  expect(watch.stop('a')).toBeGreaterThanOrEqual(0);
  expect(watch.stop('a')).toBeNull();
  watch.start('lost');
  for (let count = 0; count < 10_000; count++) watch.start(`${count}`);
  expect(watch.stop('lost')).toBeNull();
  expect(watch.stop('9999')).not.toBeNull();
});
