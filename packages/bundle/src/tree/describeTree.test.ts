import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkList } from '../manifest/checkList.js';
import { describeTree } from './describeTree.js';
import { manifestDigest } from '../disk/digest.js';
import { plantTree, scratch, trouble } from '../scratch.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

test('a tree is described as it stands, in the order of bytes, and sha256sum agrees', async () => {
  const big = 'b'.repeat(2_000_000);
  const dir = await plantTree(await scratch(), {
    'a/x*': 'x',
    'a.b': 'y',
    big,
    'odd \\ name\nwith break': 'z',
    link: '-> a/x',
    away: '-> /var/log/app',
    'empty/': '',
    '\u{1F600}': 's',
    '\uFB01': 'f',
  });
  const { entries } = await describeTree(dir);
  const sorted = entries.map(({ path }) => path);
  expect(sorted).toEqual([
    'a',
    'a.b',
    'a/x',
    'away',
    'big',
    'empty',
    'link',
    'odd \\ name\nwith break',
    '\uFB01',
    '\u{1F600}',
  ]);
  const of = (path: string): object => entries.find((entry) => entry.path === path)!;
  expect(of('a/x')).toMatchObject({ type: 'file', size: 1, mode: 0o755, sha256: sha256('x') });
  expect(of('big')).toMatchObject({ type: 'file', size: 2_000_000, sha256: sha256(big) });
  expect(of('away')).toMatchObject({ type: 'link', target: '/var/log/app' });
  expect(of('empty')).toMatchObject({ type: 'directory', size: 0, mode: 0o755 });
  const input = checkList({ entries });
  expect(execFileSync('sha256sum', ['-c', '--quiet'], { cwd: dir, input, encoding: 'utf8' })).toBe('');
});

test('links that climb out are refused, links that stay inside are not', async () => {
  const good = await plantTree(await scratch(), {
    'a/b/l': '-> ../../a',
    'a/m': '-> ./../a/b/../..',
    ring: '-> ring',
    'x/': '',
  });
  expect((await describeTree(good)).entries).toHaveLength(6);
  for (const links of [{ l: '-> ..' }, { 'a/l': '-> ../../x' }, { 'd/up': '-> ..', 'd/e/l': '-> ../up/../out' }]) {
    const dir = await plantTree(await scratch(), links as unknown as Record<string, string>);
    const path = Object.keys(links).at(-1);
    await expect(describeTree(dir, { what: 'senv' })).rejects.toMatchObject(
      trouble('TREE_ESCAPES', { what: 'senv', path }),
    );
  }
});

test('what cannot be shipped is named', async () => {
  const dir = await scratch();
  execFileSync('mkfifo', [join(dir, 'pipe')]);
  const refused = describeTree(dir);
  await expect(refused).rejects.toMatchObject(trouble('LOCAL_IO', { reason: expect.stringContaining('pipe') }));
  await expect(describeTree(join(dir, 'gone'))).rejects.toMatchObject(trouble('TREE_MISSING'));
  const foreign = await scratch();
  await writeFile(Buffer.concat([Buffer.from(`${foreign}/`), Buffer.from([0xd6, 0xd0])]), 'gbk');
  await expect(describeTree(foreign)).rejects.toMatchObject(
    trouble('LOCAL_IO', { reason: expect.stringContaining('UTF-8') }),
  );
});

test('known sums are taken over only where size and time are the same', async () => {
  const dir = await plantTree(await scratch(), { same: '1', resized: '1', touched: '1' });
  const files = ['same', 'resized', 'touched'];
  for (const name of files) await utimes(join(dir, name), 1e9, 1e9);
  const first = await describeTree(dir);
  const known = { entries: first.entries.map((entry) => ({ ...entry, sha256: 'known' })) } as typeof first;
  await writeFile(join(dir, 'resized'), '22');
  await utimes(join(dir, 'resized'), 1e9, 1e9);
  await utimes(join(dir, 'touched'), 1e9, 1e9 + 1);
  const { entries } = await describeTree(dir, { known });
  expect(entries.map((entry) => 'sha256' in entry && entry.sha256)).toEqual([sha256('22'), 'known', sha256('1')]);
});

test('the digest is blind for times and sees everything else', async () => {
  const dir = await plantTree(await scratch(), { a: '1', 'd/': '', l: '-> a' });
  const before = manifestDigest(await describeTree(dir));
  await utimes(join(dir, 'a'), 1, 1);
  expect(manifestDigest(await describeTree(dir))).toBe(before);
  const seen = new Set([before]);
  for (const change of ['echo 2 > a', 'chmod 600 a', 'ln -sfn d l', 'mv a b', 'rm l', 'rmdir d; touch d']) {
    execFileSync('sh', ['-c', change], { cwd: dir });
    seen.add(manifestDigest(await describeTree(dir)));
  }
  expect(seen.size).toBe(7);
});
