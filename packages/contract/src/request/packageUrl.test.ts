import { expect, test } from 'vitest';
import { packageUrl } from './packageUrl.js';

test('a base is put before a relative url with one slash between', () => {
  const bases = { a: 'http://h/p/', b: 'https://h' };
  expect(packageUrl({ url: '/x.zip', base: 'a' }, bases)).toBe('http://h/p/x.zip');
  expect(packageUrl({ url: 'x.zip', base: 'b' }, bases)).toBe('https://h/x.zip');
  expect(() => packageUrl({ url: 'x', base: 'toString' }, bases)).toThrow(/^base: /);
});
