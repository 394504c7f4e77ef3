import { afterAll, beforeAll, expect, test } from 'vitest';
import { decode } from '#rex';
import { originalNames, type Statements } from '#mysql';
import { abandoned, pastReleases } from './legacy/deployRows.js';
import { liveReleases } from './targets/live.js';
import { openRecords, type OpenRecords } from './records.fixture.js';
import { readReleases } from './requests/releases.js';

let opened: OpenRecords;
const apps = ['app1', 'app2', 'app3'];
const releases = 3000;
const second = (index: number): string => new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString();

/** A history of many releases, one app each. */
beforeAll(async () => {
  opened = await openRecords();
  const rows = Array.from({ length: releases }, (_, index) => index);
  for (let from = 0; from < releases; from += 500) {
    const some = rows.slice(from, from + 500);
    await opened.db.execute(
      `INSERT INTO rexflow_requests (id, action, parameters, digest, caller, exclusive, recorded, state, stamp, accepted_at, settled_at)
       VALUES ${some.map(() => "(?, 'release', '{}', '', 'admin', 1, 1, 'settled', '', ?, ?)").join(', ')}`,
      some.flatMap((index) => {
        const at = second(index).replace('T', ' ').replace('Z', '');
        return [idOf(index), at, at];
      }),
    );
    await opened.db.execute(
      `INSERT INTO rexflow_host_releases (request_id, app_key, ordinal, app, random_str, standing)
       VALUES ${some.map(() => "(?, ?, 1, '{}', ?, 'new')").join(', ')}`,
      some.flatMap((index) => [idOf(index), apps[index % apps.length]!, numberOf(index)]),
    );
  }
  for (let from = 0; from < releases; from += 500) {
    const some = rows.slice(from, from + 500);
    await opened.db.execute(
      `INSERT INTO pre_deploy_manage (deploy_key, randomStr, processNumber, end_time, deloy_prodir_after)
       VALUES ${some.map(() => '(?, ?, 1, ?, ?)').join(', ')}`,
      some.flatMap((index) => [
        apps[index % apps.length]!,
        numberOf(index),
        second(index).replace('T', ' ').replace('.000Z', ''),
        `/data/${index}`,
      ]),
    );
  }
  await opened.db.execute("INSERT INTO rexflow_leases (app_key) VALUES ('app1'), ('app2'), ('app3')");
  await opened.db.query('ANALYZE TABLE rexflow_requests, rexflow_host_releases, pre_deploy_manage');
});
afterAll(() => opened.end());

const numberOf = (index: number): string => String(1e18 + index * 1e9);
const idOf = (index: number): string => `00000000-0000-0000-0000-${String(index).padStart(12, '0')}`;

/** The result of work, and the number of rows MySQL read for it. */
async function reading<T>(work: (sql: Statements) => Promise<T>): Promise<{ value: T; read: number }> {
  return await opened.db.transaction('tell', async (sql) => {
    const count = async (): Promise<number> => {
      const rows = await sql.query<{ Value: string }>("SHOW SESSION STATUS LIKE 'Handler_read%'");
      return rows.reduce((sum, row) => sum + Number(row.Value), 0);
    };
    const before = await count();
    // Reading the counters counts as well.
    const own = (await count()) - before;
    const from = await count();
    const value = await work(sql);
    return { value, read: (await count()) - from - own };
  });
}

test('what is live is found without the releases before it', async () => {
  const { value, read } = await reading((sql) => liveReleases(sql));
  expect([...value].map(([key, live]) => [key, live.requestId]).sort()).toEqual(
    apps.map((key, index) => [key, idOf(releases - apps.length + index)]),
  );
  expect(read).toBeLessThan(100);
});

test('a page of releases is found without the pages before it', async () => {
  const cursor = { acceptedAt: new Date(second(1000)), id: idOf(1000) };
  const { value, read } = await reading((sql) => readReleases(sql, { decode }, {}, { after: cursor, limit: 20 }));
  expect(value.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, index) => idOf(999 - index)));
  expect(read).toBeLessThan(200);
});

test('the newest past releases of an app are found without the older ones', async () => {
  const { value, read } = await reading((sql) => pastReleases(sql, originalNames, 'app1', 5));
  expect(value.map(({ programAfter }) => programAfter)).toEqual(
    [5, 4, 3, 2, 1].map((back) => `/data/${releases - back * apps.length}`),
  );
  expect(read).toBeLessThan(50);
});

test('what came to nothing since the last good release is found without the releases before that', async () => {
  const last = releases - apps.length;
  const failed = [idOf(last), idOf(last - apps.length)];
  await opened.db.execute('UPDATE rexflow_requests SET stamp = RIGHT(id, 15) WHERE id IN (?, ?)', failed);
  await opened.db.execute("UPDATE rexflow_host_releases SET standing = 'old' WHERE request_id IN (?, ?)", failed);
  const { value, read } = await reading((sql) => abandoned(sql, 'app1'));
  expect(value).toEqual(failed.map((id) => id.slice(-15)));
  expect(read).toBeLessThan(50);
});
