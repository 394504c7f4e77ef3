import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { textBelow } from './textBelow.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rexflow-text-'));
  mkdirSync(join(dir, 'tree/in'), { recursive: true });
  mkdirSync(join(dir, 'elsewhere'));
  writeFileSync(join(dir, 'elsewhere/secret'), 'secret');
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});
const text = (path: string) => textBelow(join(dir, 'tree'), path);

test('a text is given, what is not there is empty, what is no text or too large is not given', async () => {
  writeFileSync(join(dir, 'tree/in/a.conf'), 'port=1');
  writeFileSync(join(dir, 'tree/binary'), 'a\0b');
  writeFileSync(join(dir, 'tree/large'), 'x'.repeat(64 * 1024 + 1));
  expect(await Promise.all(['in/a.conf', 'none', 'in/a.conf/below', 'binary', 'large', 'in'].map(text))).toEqual([
    'port=1',
    '',
    '',
    null,
    null,
    null,
  ]);
});

test('nothing is read over a link, neither the last name of a path nor one before it', async () => {
  symlinkSync(join(dir, 'elsewhere/secret'), join(dir, 'tree/link'));
  symlinkSync(join(dir, 'elsewhere'), join(dir, 'tree/over'));
  expect(await Promise.all(['link', 'over/secret'].map(text))).toEqual([null, null]);
});
