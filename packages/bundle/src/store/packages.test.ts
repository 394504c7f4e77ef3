import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { createPackages, type Receiving } from './packages.js';
import { createStore } from './store.js';
import { scratch, trouble } from '../scratch.js';

const plain: Receiving = { name: 'app.tgz', maxBytes: 1_000_000, sha256: null };
const sumOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const stream = (bytes: Buffer): Readable => Readable.from([bytes.subarray(0, 10), bytes.subarray(10)]);

async function begin() {
  const dir = await scratch();
  return { dir, home: join(dir, '.packages'), packages: createPackages(dir) };
}

test('a package is known by its sum, once, under the name it came with first', async () => {
  const { home, packages } = await begin();
  const bytes = randomBytes(200_000);
  const id = sumOf(bytes);
  expect(await packages.find(id)).toBeNull();
  expect(await packages.list()).toEqual([]);
  const first = await packages.receive(stream(bytes), { ...plain, sha256: id });
  expect(first).toEqual({
    found: { id, name: 'app.tgz', bytes: 200_000, createdAt: expect.any(Date), file: expect.any(String) },
    fresh: true,
  });
  expect(readFileSync(first.found.file).equals(bytes)).toBe(true);
  const again = await packages.receive(stream(bytes), { ...plain, name: 'other.tgz' });
  expect(again).toEqual({ found: first.found, fresh: false });
  expect(await packages.list()).toEqual([first.found]);
  expect(readdirSync(home)).toEqual([id]);
  expect((await packages.receive(Readable.from([Buffer.from('x')]), { ...plain, name: null })).found.name).toBeNull();
});

test('two that come at once with the same bytes are one', async () => {
  const { home, packages } = await begin();
  const bytes = randomBytes(50_000);
  const both = await Promise.all([packages.receive(stream(bytes), plain), packages.receive(stream(bytes), plain)]);
  expect(both.map(({ fresh }) => fresh).sort()).toEqual([false, true]);
  expect(readdirSync(home)).toEqual([sumOf(bytes)]);
});

test('what is too large, other than announced, empty or broken off leaves nothing', async () => {
  const { home, packages } = await begin();
  const bytes = randomBytes(2000);
  const wanted = 'a'.repeat(64);
  await expect(packages.receive(stream(bytes), { ...plain, maxBytes: 1999 })).rejects.toMatchObject(
    trouble('BODY_TOO_LARGE', { limit: 1999 }),
  );
  await expect(packages.receive(stream(bytes), { ...plain, sha256: wanted })).rejects.toMatchObject(
    trouble('BUNDLE_MISMATCH', { expected: wanted, found: sumOf(bytes) }),
  );
  await expect(packages.receive(Readable.from([]), plain)).rejects.toMatchObject({ code: 'BODY_MALFORMED' });
  const broken = Readable.from(
    (function* () {
      yield bytes;
      throw new Error('aborted');
    })(),
  );
  await expect(packages.receive(broken, plain)).rejects.toMatchObject({ code: 'BODY_MALFORMED' });
  expect(readdirSync(home)).toEqual([]);
});

test('a stream that is refused half-way is left open: the answer is still to go out', async () => {
  const { packages } = await begin();
  const body = Readable.from([randomBytes(100), randomBytes(100), randomBytes(100)]);
  await expect(packages.receive(body, { ...plain, maxBytes: 150 })).rejects.toMatchObject({ code: 'BODY_TOO_LARGE' });
  expect(body.destroyed).toBe(false);
});

test('no id leads out of the store', async () => {
  const { dir, packages } = await begin();
  await writeFile(join(dir, 'file'), 'x');
  for (const id of ['..', '../..', '', '.', 'A'.repeat(64)]) {
    expect(await packages.find(id)).toBeNull();
    expect(await packages.use(id)).toBeNull();
  }
});

test('pruning takes what was not used for long and is not wanted, and what an upload left', async () => {
  const { dir, home, packages } = await begin();
  const ids: Record<string, string> = {};
  for (const name of ['old', 'wanted', 'used', 'young']) {
    ids[name] = (await packages.receive(Readable.from([Buffer.from(name)]), plain)).found.id;
  }
  const old = new Date(Date.now() - 3_600_000);
  for (const name of ['old', 'wanted', 'used']) await utimes(join(home, ids[name]!), old, old);
  await packages.use(ids.used!);
  for (const name of ['.arriving-a', '.arriving-b']) {
    await mkdir(join(home, name));
    await writeFile(join(home, name, 'app.tgz'), 'half');
  }
  const ancient = new Date(Date.now() - 25 * 3_600_000);
  await utimes(join(home, '.arriving-a', 'app.tgz'), ancient, ancient);
  expect(await packages.prune([ids.wanted!], 1_800_000)).toEqual([ids.old]);
  expect(readdirSync(home).sort()).toEqual(['.arriving-b', ids.wanted!, ids.used!, ids.young!].sort());
  await createStore(dir).prune([], new Date(Date.now() + 86_400_000));
  expect((await packages.list()).map(({ id }) => id).sort()).toEqual([ids.wanted!, ids.used!, ids.young!].sort());
  expect(await createPackages(join(dir, 'new')).prune([], 1)).toEqual([]);
});
