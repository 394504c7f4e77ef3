import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Storage } from '../contract.js';

const day = 24 * 60 * 60 * 1000;

/** Puts one file under a name. */
async function keep(storage: Storage, name: string, text: string): Promise<boolean> {
  const draft = await storage.draft();
  await writeFile(join(draft, 'file'), text);
  return await storage.put(draft, name);
}
const textOf = async (storage: Storage, name: string): Promise<string> =>
  await readFile(join((await storage.open(name))!.path, 'file'), 'utf8');
const namesIn = async (storage: Storage): Promise<string[]> => (await storage.list()).map(({ name }) => name).sort();

/** Tests that a medium keeps what `Storage` says. Each call of `open` is another process that uses the same medium. */
export function testStorage(kind: string, medium: () => Promise<() => Storage>): void {
  test(`${kind}: what was put is there for all, whole, and before that for nobody`, async () => {
    const open = await medium();
    const [one, other] = [open(), open()];
    expect([await other.list(), await other.open('a')]).toEqual([[], null]);
    const draft = await one.draft();
    expect(readdirSync(draft)).toEqual([]);
    await writeFile(join(draft, 'file'), 'text');
    expect(await namesIn(other)).toEqual([]);
    expect(await one.put(draft, 'a')).toBe(true);
    expect([await namesIn(other), await textOf(other, 'a')]).toEqual([['a'], 'text']);
  });

  test(`${kind}: of several that put the same name one succeeds, and all find what that one put`, async () => {
    const open = await medium();
    const texts = Array.from({ length: 8 }, (_, number) => `text ${number}`);
    const fresh = await Promise.all(texts.map((text) => keep(open(), 'a', text)));
    expect(fresh.filter(Boolean)).toHaveLength(1);
    expect(await textOf(open(), 'a')).toBe(texts[fresh.indexOf(true)]);
    expect(await keep(open(), 'a', 'later')).toBe(false);
    expect(await textOf(open(), 'a')).toBe(texts[fresh.indexOf(true)]);
  });

  test(`${kind}: the list is complete while others put and remove`, async () => {
    const open = await medium();
    const names = Array.from({ length: 60 }, (_, number) => `n${100 + number}`);
    await Promise.all(names.map((name) => keep(open(), name, name)));
    const gone = names.slice(0, 30);
    const [lists] = await Promise.all([
      Promise.all(names.map(() => namesIn(open()))),
      Promise.all(gone.flatMap((name) => [open().remove(name), open().remove(name)])),
    ]);
    for (const list of lists) expect(list).toEqual(expect.arrayContaining(names.slice(30)));
    expect(await namesIn(open())).toEqual(names.slice(30));
  });

  test(`${kind}: a name is removed once, and can be put again`, async () => {
    const open = await medium();
    await keep(open(), 'a', 'first');
    const removed = await Promise.all([open().remove('a'), open().remove('a')]);
    expect(removed.filter(Boolean)).toHaveLength(1);
    expect([await open().open('a'), await open().remove('a')]).toEqual([null, false]);
    expect(await keep(open(), 'a', 'second')).toBe(true);
    expect(await textOf(open(), 'a')).toBe('second');
  });

  test(`${kind}: a draft whose maker died is never found, and is swept when nobody can be at it any more`, async () => {
    const open = await medium();
    const storage = open();
    const draft = await storage.draft();
    await writeFile(join(draft, 'file'), 'half');
    await keep(open(), 'a', 'whole');
    const now = await storage.clock();
    await open().sweep(now);
    expect(readdirSync(draft)).toEqual(['file']);
    await open().sweep(new Date(now.getTime() + day + 60_000));
    expect(() => readdirSync(draft)).toThrow('ENOENT');
    expect(await namesIn(open())).toEqual(['a']);
  });

  test(`${kind}: a use is noted by the clock of the medium`, async () => {
    const open = await medium();
    await keep(open(), 'a', 'text');
    const before = await open().clock();
    await open().touch('a');
    await open().touch('never');
    expect((await open().open('a'))!.usedAt.getTime()).toBeGreaterThanOrEqual(before.getTime());
  });

  test.each(['', '.', '..', '../a', 'a/b', '.hidden', 'a\n', 'a'.repeat(300)])(
    `${kind}: %j is no name of a thing`,
    async (name) => {
      const open = await medium();
      await expect(keep(open(), name, 'text')).rejects.toThrow();
      expect([await open().open(name), await open().remove(name), await open().list()]).toEqual([null, false, []]);
    },
  );
}
