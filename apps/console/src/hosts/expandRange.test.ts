import { expect, test } from 'vitest';
import { expandRanges } from './expandRange.js';

test('ranges run side by side, and a leading zero is kept', () => {
  expect(expandRanges(['web-[09..11]', '10.0.1.[31..33]', 'sh'])).toEqual([
    ['web-09', '10.0.1.31', 'sh'],
    ['web-10', '10.0.1.32', 'sh'],
    ['web-11', '10.0.1.33', 'sh'],
  ]);
  expect(expandRanges(['web-1', '10.0.0.1'])).toEqual([['web-1', '10.0.0.1']]);
});

test.each([[['a[1..3]', 'b[1..2]']], [['a[3..1]']], [['a[1..5000]']], [['a[1..2]b[1..3]']]])(
  '%j is refused',
  (texts) => {
    expect(expandRanges(texts)).toBeNull();
  },
);
