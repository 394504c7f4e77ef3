import { expect, test } from 'vitest';
import { formats, hasFormat, releaseStampIn } from './formats.js';

test.each(Object.entries(formats))('the example of %s has its format, and nothing around it', (_name, format) => {
  expect(hasFormat(format, format.example)).toBe(true);
  expect(hasFormat(format, ` ${format.example}`)).toBe(false);
  expect(hasFormat(format, `${format.example}x`)).toBe(false);
  expect(hasFormat(format, '')).toBe(false);
});

test('a share goes up to all hosts, and a batch begins at one', () => {
  expect(['0', '0%', '9999', '100%'].filter((text) => hasFormat(formats.hostCount, text))).toHaveLength(4);
  expect(['0', '0%', '101%', '12345'].filter((text) => hasFormat(formats.batchSize, text))).toEqual([]);
  expect(['1', '1%', '9999', '100%'].filter((text) => hasFormat(formats.batchSize, text))).toHaveLength(4);
});

test('the release of a directory is the stamp its path ends in', () => {
  expect(releaseStampIn('/data/www/shop_20260131_235959')).toBe('20260131_235959');
  expect(releaseStampIn('/data/www/shop_20260131_235959/config')).toBeNull();
  expect(releaseStampIn('/data/www/20260131_235959')).toBeNull();
  expect(releaseStampIn('')).toBeNull();
});
