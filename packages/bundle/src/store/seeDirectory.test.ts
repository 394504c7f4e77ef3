import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { directoryMark, sameDirectory } from '#contract';
import { seeDirectory } from './seeDirectory.js';
import { scratch } from '../scratch.js';

test('all who come to a new directory at the same moment see the same one, and so does who comes later', async () => {
  const path = join(await scratch(), 'store');
  const seen = await Promise.all(Array.from({ length: 20 }, () => seeDirectory(path, { make: true, needed: true })));
  const ids = new Set(seen.map((one) => one?.id));
  expect([...ids]).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)]);
  expect(await seeDirectory(path)).toEqual(seen[0]);
  expect(await readdir(path)).toEqual([directoryMark]);
});

test('another way to a directory leads to the same one; another directory, and a copy with its mark, are others', async () => {
  const dir = await scratch();
  const [first, other, copy] = ['first', 'other', 'copy'].map((name) => join(dir, name)) as [string, string, string];
  await Promise.all([mkdir(first), mkdir(other), symlink(first, join(dir, 'link'))]);
  const [a, b] = [(await seeDirectory(first, { make: true }))!, (await seeDirectory(other, { make: true }))!];
  execFileSync('cp', ['-a', first, copy]);
  const [linked, copied] = [(await seeDirectory(join(dir, 'link')))!, (await seeDirectory(copy))!];
  expect(sameDirectory(a, linked)).toBe(true);
  expect(sameDirectory(a, b)).toBe(false);
  expect(copied.id).toBe(a.id);
  expect(sameDirectory(a, copied)).toBe(false);
});

test('one that is made anew in its place gets the mark it had from who saw it before; without that, or elsewhere, a new one', async () => {
  const path = join(await scratch(), 'update');
  await mkdir(path);
  const before = (await seeDirectory(path, { make: true }))!;
  const anew = async () => {
    await rm(path, { recursive: true });
    await mkdir(path);
  };
  await anew();
  const after = (await seeDirectory(path, { make: true, before }))!;
  expect(after.id).toBe(before.id);
  expect(sameDirectory(before, after)).toBe(true);
  await anew();
  expect((await seeDirectory(path, { make: true, before: { ...before, device: 'another' } }))!.id).not.toBe(before.id);
  await anew();
  expect((await seeDirectory(path, { make: true }))!.id).not.toBe(before.id);
});

test('one that does not exist is not made unless it is needed, and one without a mark is not marked by who only looks', async () => {
  const dir = await scratch();
  expect(await seeDirectory(join(dir, 'gone'), { make: true })).toBeNull();
  expect(await seeDirectory(dir)).toMatchObject({ id: null, problem: null });
  expect(await readdir(dir)).toEqual([]);
});

test('a mark that is none, or cannot be made, is told, and the place is known all the same', async () => {
  const [damaged, closed] = [await scratch(), await scratch()];
  await writeFile(join(damaged, directoryMark), 'x');
  const seen = (await seeDirectory(damaged, { make: true }))!;
  expect(seen).toMatchObject({ id: null, problem: expect.stringContaining('holds no identity: remove it') });
  expect(sameDirectory(seen, (await seeDirectory(damaged))!)).toBe(true);
  await writeFile(join(closed, 'file'), '');
  await chmod(closed, 0o555);
  // The user root may write everywhere.
  if (process.getuid?.() !== 0)
    expect(await seeDirectory(closed, { make: true })).toMatchObject({ problem: expect.stringContaining('EACCES') });
  expect(await seeDirectory(join(closed, 'file', 'below'), { make: true })).toMatchObject({ id: null });
  await chmod(closed, 0o755);
});
