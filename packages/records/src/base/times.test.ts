import { expect, test } from 'vitest';
import { fromLocal, localTime } from './times.js';

test('what localTime writes is read as the same second', () => {
  const timestamp = new Date(2018, 5, 24, 16, 10, 9);
  expect(fromLocal(localTime(timestamp))).toEqual(timestamp);
});

test.each([null, '', '0000-00-00 00:00:00', 'soon'])('%j is no moment', (text) => {
  expect(fromLocal(text)).toBeNull();
});
