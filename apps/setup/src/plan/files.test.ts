import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { blockDone, fileDone, makeBlock, makeDirectory, makeFile, removeBlock, withoutBlock } from './files.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rexflow-files-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test.each(['', 'port 1\n', 'port 1', 'port 1\n# rexflow setup: begin\nold yes\n# rexflow setup: end\nafter 2\n'])(
  'lines at the end of somebody else’s file are there once, and gone again: %j',
  (before) => {
    const path = join(dir, 'redis.conf');
    writeFileSync(path, before);
    chmodSync(path, 0o640);
    const theirs = withoutBlock(path);
    const block = { kind: 'block', path, text: () => 'appendonly yes\n', shown: '' } as const;
    expect(blockDone(block)).toBe(false);
    makeBlock(block);
    makeBlock(block);
    expect(blockDone(block)).toBe(true);
    expect(readFileSync(path, 'utf8').match(/appendonly yes/g)).toHaveLength(1);
    expect(readFileSync(path, 'utf8')).not.toContain('old yes');
    expect(statSync(path).mode & 0o777).toBe(0o640);
    removeBlock(path);
    expect(readFileSync(path, 'utf8')).toBe(theirs === '' || theirs.endsWith('\n') ? theirs : `${theirs}\n`);
  },
);

test('what is made above a directory lets its owner through, whatever the umask', async () => {
  const usual = process.umask(0o077);
  await makeDirectory({ kind: 'directory', path: join(dir, 'a/b/c'), mode: 0o700, owner: null });
  process.umask(usual);
  expect(['', 'a', 'a/b', 'a/b/c'].map((path) => statSync(join(dir, path)).mode & 0o777)).toEqual([
    ...[0o700, 0o755, 0o755, 0o700],
  ]);
});

test('a file that is kept keeps its text, and gets its mode', async () => {
  const path = join(dir, 'secret');
  writeFileSync(path, 'mine\n', { mode: 0o644 });
  const file = { kind: 'file', path, mode: 0o600, owner: null, text: () => 'fresh\n', keep: true } as const;
  expect(await fileDone(file)).toBe(false);
  await makeFile(file);
  expect(await fileDone(file)).toBe(true);
  expect(readFileSync(path, 'utf8')).toBe('mine\n');
  expect(await fileDone({ ...file, keep: false })).toBe(false);
});
