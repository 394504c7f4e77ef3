import { expect, test } from 'vitest';
import { formatReleaseStamp } from './timestamp.js';

test('the name of a release is a time', () => {
  expect(formatReleaseStamp('20260131_120059')).toBe('2026-01-31 12:00:59');
  expect(formatReleaseStamp('else')).toBe('else');
});
