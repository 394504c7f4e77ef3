import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeTree } from '../tree/describeTree.js';
import { packEntries } from '../archive/packEntries.js';
import { scratch } from '../scratch.js';
import { treeDelta } from './treeDelta.js';

const time = 1_700_000_000;

/** Lays files below `top`, by path and text, with one time; a text of `-> x` makes a link to x, one of `/` a directory. */
function lay(top: string, files: Record<string, string>): string {
  for (const [path, text] of Object.entries(files)) {
    const full = join(top, path);
    mkdirSync(text === '/' ? full : join(full, '..'), { recursive: true });
    if (text.startsWith('-> ')) symlinkSync(text.slice(3), full);
    else if (text !== '/') writeFileSync(full, text);
    if (!text.startsWith('-> ')) utimesSync(full, time, time);
  }
  return top;
}

const long = `long/${'x'.repeat(120)}/${'ü'.repeat(60)}`;
const before = {
  same: '1',
  changed: '1',
  'turns into a directory': '1',
  'was a directory/deep/file': '1',
  'with\nbreak': '1',
  link: '-> same',
  'was a link': '-> same',
  'turns into a link': '1',
  'empty/.': '/',
  '-rf': '1',
};
const after = {
  same: '1',
  changed: '2',
  'turns into a directory/file': '1',
  'was a directory': '1',
  link: '-> changed',
  'was a link': '2',
  'turns into a link': '-> same',
  [long]: 'deep',
  'now empty/.': '/',
};

/** Does what a host does with a delta: see scripts/lib/copyCurrent.sh of the release package. */
function apply(top: string, gone: readonly string[], tar: Buffer): void {
  expect(spawnSync('xargs', ['-0', 'rm', '-rf', '--'], { cwd: top, input: gone.join('\0') }).status).toBe(0);
  expect(spawnSync('tar', ['-C', top, '-xpof', '-'], { input: tar }).status).toBe(0);
}

test('what differs turns one tree into the other, links, modes and times with it', async () => {
  const dir = await scratch();
  const [from, to] = [lay(join(dir, 'from'), before), lay(join(dir, 'to'), after)];
  chmodSync(join(to, 'changed'), 0o751);
  chmodSync(join(to, 'now empty'), 0o700);
  const wanted = await describeTree(to);
  const { gone, come } = treeDelta(await describeTree(from), wanted);
  expect(come.map(({ path }) => path)).not.toContain('same');
  apply(from, gone, await packEntries(come, (path) => join(to, path)));
  const timeless = ({ entries }: typeof wanted) =>
    entries.map((entry) => (entry.type === 'file' ? entry : { ...entry, mtimeMs: 0 }));
  expect(timeless(await describeTree(from))).toEqual(timeless(wanted));
});

test('trees that are the same differ in nothing; another time or mode alone is a difference', async () => {
  const top = lay(join(await scratch(), 'one'), { a: '1', b: '1' });
  const first = await describeTree(top);
  expect(treeDelta(first, await describeTree(top))).toEqual({ gone: [], come: [] });
  utimesSync(join(top, 'a'), time + 1, time + 1);
  chmodSync(join(top, 'b'), 0o600);
  const { gone, come } = treeDelta(first, await describeTree(top));
  expect([gone, come.map(({ path }) => path)]).toEqual([[], ['a', 'b']]);
});
