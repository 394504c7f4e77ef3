import fc from 'fast-check';
import { expect, test } from 'vitest';
import { downloadName } from './downloadName.js';

const at = (path: string): URL => new URL(`http://host${path}`);

test('the name the server announces, else that of the address, else a word', () => {
  expect(downloadName('attachment; filename="a b.zip"', at('/x'))).toBe('a b.zip');
  expect(downloadName(`attachment; filename="x"; filename*=UTF-8''%E4%B8%AD.zip`, at('/x'))).toBe('中.zip');
  expect(downloadName('attachment; filename=plain.tgz; size=3', at('/x'))).toBe('plain.tgz');
  expect(downloadName('attachment; filename="a;\\"b.zip"', at('/x'))).toBe('a;"b.zip');
  expect(downloadName(`attachment; filename=x.zip; filename*=UTF-8''%zz.zip`, at('/y'))).toBe('x.zip');
  expect(downloadName(`attachment; filename*=ISO-8859-1''caf%E9.zip`, at('/x'))).toBe('café.zip');
  expect(downloadName('inline', at('/dir/app%201.jar?x=y'))).toBe('app 1.jar');
  expect(downloadName(undefined, at('/'), at('/b.zip'))).toBe('b.zip');
  expect(downloadName(undefined, at('/a/..%2f..%2Fb'))).toBe('b');
  expect(downloadName(undefined, at('/'))).toBe('package');
  expect(downloadName(undefined, at(`/${'n'.repeat(300)}.tar.gz`))).toHaveLength(200);
  expect(downloadName(undefined, at(`/${'n'.repeat(300)}.tar.gz`))).toMatch(/n\.tar\.gz$/);
});

test('whatever a server announces is one harmless file name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const name = downloadName(`attachment; filename="${text}"`, at('/app.zip'));
      expect(name).not.toMatch(/[/\\\0]/);
      expect(['', '.', '..']).not.toContain(name);
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
    }),
  );
});
