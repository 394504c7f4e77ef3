import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimStore, storeInstallation } from '#bundle';
import { connectMysql, migrate, type Database } from '#mysql';
import { installationRecords } from '#records';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { startMariadb, type Mariadb } from '../../../../packages/mysql/src/mariadb.fixture.js';
import { identify } from './installation.js';

let mariadb: Mariadb;
beforeAll(async () => {
  mariadb = await startMariadb();
});
afterAll(() => mariadb.end());

let db: Database;
let dir: string;
const start = (name = 'prod on ops1') => identify(installationRecords(db), dir, name);
const owner = () => installationRecords(db).find();
const named = (name: string) => ({ id: randomUUID(), name });

function newStore(): void {
  const made = mkdtempSync(join(tmpdir(), 'rexflow-store-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  dir = made;
}

async function newDatabase(): Promise<void> {
  const settings = await mariadb.database();
  await migrate(settings);
  const made = connectMysql(settings);
  onTestFinished(() => made.close());
  db = made;
}

const ask = () =>
  db.execute(
    `INSERT INTO rexflow_requests (id, action, parameters, digest, caller, exclusive, recorded, state, stamp, accepted_at)
     VALUES (?, 'check', '{}', '', 'admin', 0, 0, 'settled', '', UTC_TIMESTAMP(3))`,
    [randomUUID()],
  );

beforeEach(async () => {
  newStore();
  await newDatabase();
});

test('the first worker gives database and store a name, and each start after it finds the same', async () => {
  const first = await start();
  expect(first.self.name).toBe('prod on ops1');
  expect(await first.agrees()).toBe(true);
  expect((await start('prod on ops2')).self).toEqual(first.self);
  expect(await owner()).toEqual({ ...first.self, confirmed: true });
  expect(await storeInstallation(dir)).toEqual(first.self);
});

test('workers that start at once on a database with a past agree on one name', async () => {
  await ask();
  const all = await Promise.all(Array.from({ length: 8 }, (_, number) => start(`worker ${number}`)));
  expect(new Set(all.map(({ self }) => self.id)).size).toBe(1);
  for (const one of all) expect(await one.agrees()).toBe(true);
});

test('a worker that died between database and store is gone on from', async () => {
  const proposed = named('prod on ops1');
  await installationRecords(db).propose({ ...proposed, confirmed: false });
  const { self, agrees } = await start('prod on ops2');
  expect([self, await agrees()]).toEqual([proposed, true]);
});

test('an empty database takes the name of the store', async () => {
  const { self } = await start();
  await newDatabase();
  const again = await start('prod on ops1');
  expect([again.self, await again.agrees()]).toEqual([self, true]);
});

test('a database with a past but without a name does not take that of a store', async () => {
  const { self } = await start();
  await newDatabase();
  await ask();
  const other = await start();
  expect(other.self).not.toEqual(self);
  expect(await other.agrees()).toBe(false);
  // It is the same one at its next start, and the store keeps its name, also after a takeover.
  expect((await start()).self).toEqual(other.self);
  await other.settle();
  expect(await storeInstallation(dir)).toEqual(self);
  expect(await other.agrees()).toBe(false);
  // Given a store of its own it has one name.
  newStore();
  const own = await start();
  expect([own.self, await own.agrees()]).toEqual([other.self, true]);
});

test('a copy of a database with a store of its own is somebody else, until a person says that it takes over', async () => {
  const { self } = await start();
  newStore();
  const copy = await start('staging on ops3');
  expect(copy.self.id).not.toBe(self.id);
  expect(copy.self.name).toBe('staging on ops3');
  expect(await copy.agrees()).toBe(false);
  expect((await start()).self).toEqual(copy.self);
  await copy.settle();
  expect(await copy.agrees()).toBe(true);
  expect((await start()).self).toEqual(copy.self);
});

test('a store of another one is never taken for its own', async () => {
  const { self } = await start();
  newStore();
  const theirs = await claimStore(dir, named('staging on ops3'));
  const mixed = await start();
  expect([mixed.self, await mixed.agrees()]).toEqual([theirs, false]);
  expect(await owner()).toEqual({ ...self, confirmed: true });
  expect(await storeInstallation(dir)).toEqual(theirs);
});

test('what was so at the start and is no longer so is noticed', async () => {
  const one = await start();
  await installationRecords(db).replace(named('another'));
  expect(await one.agrees()).toBe(false);
});
