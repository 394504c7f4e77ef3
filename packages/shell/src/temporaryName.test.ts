import { expect, test } from 'vitest';
import { temporaryName } from './temporaryName.js';

test('a name is beside what it is for, and never drawn twice', () => {
  const names = Array.from({ length: 1000 }, () => temporaryName('/data/store/manifest.json'));
  expect(new Set(names).size).toBe(1000);
  expect(names.filter((name) => !/^\/data\/store\/manifest\.json\.[0-9a-f-]{36}\.part$/.test(name))).toEqual([]);
});
