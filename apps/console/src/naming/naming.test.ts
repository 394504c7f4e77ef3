import { expect, test } from 'vitest';
import { versionName } from './versionName.js';

test('what is live is named by its directory, else by the release', () => {
  const version = '2.1.0';
  expect(versionName({ program: '/data/html_20260101_000001', stamp: '20260202_000002', version })).toBe('2.1.0');
  expect(versionName({ program: '/data/html_20260101_000001', stamp: '20260202_000002', version: null })).toBe(
    '2026-01-01 00:00:01',
  );
  expect(versionName({ program: '/data/html', stamp: '20260202_000002', version: null })).toBe('2026-02-02 00:00:02');
  expect(versionName({ program: null, stamp: '20260202_000002', version: null })).toBe('2026-02-02 00:00:02');
});
