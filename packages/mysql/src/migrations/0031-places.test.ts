import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectMysql } from '../connection/connect.js';
import type { Database } from '../connection/types.js';
import { startMariadb, type Mariadb } from '../mariadb.fixture.js';
import { laterMigrations } from './index.js';
import { migrate } from './migrate.js';
import { originalNames } from './originalTables.js';

let server: Mariadb;
let db: Database;
afterAll(async () => {
  await db?.close();
  await server?.end();
});

/** One release of an app, as it stands in the records of a version before. */
async function record(
  number: number,
  app: string,
  host: string,
  more: { standing?: string; recorded?: number; state?: string } = {},
) {
  const { standing = 'new', recorded = 1, state = 'settled' } = more;
  await db.execute(
    `INSERT INTO rexflow_requests (id, action, parameters, digest, caller, exclusive, recorded, state, stamp, accepted_at)
     VALUES (?, 'release', '{}', '', 'admin', 1, ?, ?, '', UTC_TIMESTAMP(3))`,
    [`r${number}`, recorded, state],
  );
  await db.execute(
    `INSERT INTO rexflow_host_releases (request_id, app_key, ordinal, app, random_str, standing) VALUES (?, ?, 1, ?, ?, ?)`,
    [`r${number}`, app, JSON.stringify({ host, number }), String(number).padStart(19, '0'), standing],
  );
}

beforeAll(async () => {
  server = await startMariadb();
  const settings = await server.database();
  const all = Object.entries(laterMigrations(originalNames));
  const before = Object.fromEntries(all.filter(([name]) => name !== '0031-places'));
  await migrate(settings, originalNames, before);
  db = connectMysql(settings);
  await record(1, 'web', '10.0.0.1');
  await record(2, 'web', '10.0.0.1');
  await record(3, 'web', '10.0.0.2');
  await record(4, 'gone', '10.0.0.1');
  await record(5, 'gone', '10.0.0.1', { standing: 'removed', recorded: 0 });
  await record(6, 'back', '10.0.0.1', { standing: 'removed', recorded: 0 });
  await record(7, 'back', '10.0.0.1');
  // Nothing of these came to lie anywhere: one went back, one only looked, one is under way.
  await record(8, 'old', '10.0.0.1', { standing: 'old' });
  await record(9, 'look', '10.0.0.1', { recorded: 0 });
  await record(10, 'running', '10.0.0.1', { state: 'running' });
  await migrate(settings);
});

test('the places of an installation that has released before are those of its newest release on each host', async () => {
  const rows = await db.query<{ app: string; host: string; newest: string; gone: number }>(
    'SELECT app_key AS app, host, app AS newest, gone FROM rexflow_places ORDER BY app_key, host',
  );
  expect(
    rows.map(({ app, host, newest, gone }) => [app, host, (JSON.parse(newest) as { number: number }).number, gone]),
  ).toEqual([
    ['back', '10.0.0.1', 7, 0],
    ['gone', '10.0.0.1', 5, 1],
    ['web', '10.0.0.1', 2, 0],
    ['web', '10.0.0.2', 3, 0],
  ]);
});
