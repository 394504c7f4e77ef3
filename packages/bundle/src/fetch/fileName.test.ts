import { expect, test } from 'vitest';
import { fileName } from './fileName.js';

test.each<[given: string | undefined, any: string | undefined, strict: string | undefined]>([
  ['a.tar.gz', 'a.tar.gz', 'a.tar.gz'],
  ['../../etc/passwd', 'passwd', 'passwd'],
  ['C:\\temp\\x.zip', 'x.zip', 'x.zip'],
  ['..', undefined, undefined],
  ['', undefined, undefined],
  [undefined, undefined, undefined],
  ['.hidden', '.hidden', 'hidden'],
  ['-rf', '-rf', 'rf'],
  ['a b;$(x)\n.zip', 'a b;$(x).zip', 'a_b___x__.zip'],
  ['版本1.zip', '版本1.zip', '版本1.zip'],
  ['cafe\u0301.zip', 'cafe\u0301.zip', 'caf\u00e9.zip'],
])('%j is called %j, and strictly %j', (given, any, strict) => {
  expect(fileName(given)).toBe(any);
  expect(fileName(given, { strict: true })).toBe(strict);
});

test('a long name is cut between characters at 200 bytes: its beginning is dropped, of a strict one its end', () => {
  const long = `a${'版'.repeat(300)}z`;
  expect(fileName(long)).toBe(`${'版'.repeat(66)}z`);
  expect(fileName(long, { strict: true })).toBe(`a${'版'.repeat(66)}`);
});
