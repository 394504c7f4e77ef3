import { once } from 'node:events';
import { createServer } from 'node:net';
import { inspect } from 'node:util';
import { CodedError } from '#contract';
import { Secret } from '#shell';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startMariadb, type Mariadb } from '../mariadb.fixture.js';
import { connectMysql } from './connect.js';
import { openPool } from './pool.js';
import type { MysqlSettings } from './settings.js';
import { lineOn } from './statements.js';
import type { Database } from './types.js';

let mariadb: Mariadb;
let settings: MysqlSettings;
let db: Database;

beforeAll(async () => {
  mariadb = await startMariadb();
});
afterAll(async () => {
  await mariadb.end();
});
beforeEach(async () => {
  settings = await mariadb.database();
  db = connectMysql({ ...settings, poolSize: 4 });
});
afterEach(async () => {
  await db.close();
});

/** The trouble an operation ends in; anything but a CodedError fails the test. */
async function troubleOf(operation: Promise<unknown>): Promise<CodedError> {
  const thrown: unknown = await operation.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(thrown).toBeInstanceOf(CodedError);
  return thrown as CodedError;
}

const connectionId = async (of: Pick<Database, 'query'>): Promise<number> =>
  (await of.query<{ id: number }>('SELECT CONNECTION_ID() AS id'))[0]!.id;

test('values are bound and come back as they went in', async () => {
  await db.execute(
    'CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, text TEXT, at DATETIME(3), flag TINYINT, big BIGINT, doc JSON)',
  );
  const nasty = `'; DROP TABLE t; -- "\\ 中文 🚀`;
  const { insertId } = await db.execute('INSERT INTO t (text, at, flag, big, doc) VALUES (?, ?, ?, ?, ?)', [
    nasty,
    new Date('2024-03-31T01:30:00.125Z'),
    true,
    '1529999999999999999',
    '{"a":[1]}',
  ]);
  expect(await db.query('SELECT * FROM t WHERE text = ?', [nasty])).toEqual([
    { id: insertId, text: nasty, at: '2024-03-31 01:30:00.125', flag: 1, big: '1529999999999999999', doc: '{"a":[1]}' },
  ]);
  expect(await db.query('SELECT id FROM t WHERE text <=> ? LIMIT ?', [nasty, 1])).toEqual([{ id: insertId }]);
});

test('affectedRows counts matched rows, changed or not', async () => {
  await db.execute('CREATE TABLE t (id INT PRIMARY KEY, n INT)');
  await db.execute('INSERT INTO t VALUES (1, 5), (2, 5)');
  expect((await db.execute('UPDATE t SET n = 5')).affectedRows).toBe(2);
  expect((await db.execute('UPDATE t SET n = 6 WHERE id = 3')).affectedRows).toBe(0);
});

test('a session has the clock of UTC and READ COMMITTED, and the sql_mode of the server', async () => {
  const [row] = await db.query(
    `SELECT @@time_zone AS zone, @@tx_isolation AS isolation, @@sql_mode = @@global.sql_mode AS same, NOW() = UTC_TIMESTAMP() AS utc`,
  );
  expect(row).toEqual({ zone: '+00:00', isolation: 'READ-COMMITTED', same: 1, utc: 1 });
});

test('an error of a statement is the own one of MySQL, and the connection lives on', async () => {
  const one = connectMysql({ ...settings, poolSize: 1 });
  const before = await connectionId(one);
  await expect(one.query('SELECT * FROM nowhere')).rejects.toMatchObject({ code: 'ER_NO_SUCH_TABLE', errno: 1146 });
  expect(await connectionId(one)).toBe(before);
  await one.close();
});

test('a connection that rests for a moment is kept, and with it all it has prepared', async () => {
  const before = await connectionId(db);
  // The driver looks for idle ones every second.
  await new Promise((resolve) => setTimeout(resolve, 2500));
  expect(await connectionId(db)).toBe(before);
});

test('a connection that is cut is MYSQL_AWAY, and the next statement has a new one', async () => {
  const victim = await troubleOf(
    db.transaction('tell', async (sql) => {
      const id = await connectionId(sql);
      await Promise.all([sql.query('SELECT SLEEP(30)'), db.execute(`KILL CONNECTION ${id}`)]);
    }),
  );
  expect(victim).toMatchObject({ code: 'MYSQL_AWAY', kind: 'broken' });
  await db.ping();
});

test('a statement without an answer is MYSQL_AWAY after its time, and its connection is given up', async () => {
  const pool = openPool({ ...settings, poolSize: 1 });
  const before = await pool.lend((connection) => connectionId(lineOn(connection)));
  const silent = pool.lend((connection) => lineOn(connection, 50).query('SELECT SLEEP(30)'));
  expect((await troubleOf(silent)).code).toBe('MYSQL_AWAY');
  expect(await pool.lend((connection) => connectionId(lineOn(connection)))).not.toBe(before);
  await pool.end();
});

test('a value that cannot be bound is refused and the connection lives on', async () => {
  const one = connectMysql({ ...settings, poolSize: 1 });
  const before = await connectionId(one);
  await expect(one.query('SELECT ?', [undefined as unknown as null])).rejects.toThrow('undefined');
  expect(await connectionId(one)).toBe(before);
  await one.close();
});

test('a read-only server is MYSQL_AWAY', async () => {
  const reader = { ...settings, user: 'reader', password: new Secret('reads') };
  await db.execute('CREATE TABLE t (id INT)');
  await db.execute("GRANT SELECT, INSERT ON *.* TO 'reader'@'127.0.0.1' IDENTIFIED BY 'reads'");
  const failedOver = connectMysql(reader);
  await db.execute('SET GLOBAL read_only = 1');
  try {
    expect((await troubleOf(failedOver.execute('INSERT INTO t VALUES (1)'))).code).toBe('MYSQL_AWAY');
  } finally {
    await db.execute('SET GLOBAL read_only = 0');
  }
  expect((await failedOver.execute('INSERT INTO t VALUES (1)')).affectedRows).toBe(1);
  await failedOver.close();
});

test.each([
  ['a wrong password', { password: new Secret('battery staple') }, 'Access denied'],
  ['an unknown user', { user: 'stranger' }, 'Access denied'],
  ['an unknown database', { database: 'atlantis' }, 'atlantis'],
  ['an unknown host', { host: 'nowhere.invalid' }, 'nowhere.invalid'],
])('%s is MYSQL_AWAY with the reason and without the password', async (_, change, reason) => {
  const other = connectMysql({ ...settings, ...change });
  const trouble = await troubleOf(other.ping());
  expect(trouble.code).toBe('MYSQL_AWAY');
  expect(trouble.details['reason']).toContain(reason);
  expect(inspect(trouble, { depth: 9, showHidden: true })).not.toMatch(/correct horse|battery staple/);
  await other.close();
});

test('a server that accepts and says nothing is MYSQL_AWAY after the connect timeout', async () => {
  const mute = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1');
  await once(mute, 'listening');
  const address = mute.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const other = connectMysql({ ...settings, port, connectTimeout: 100 });
  const trouble = await troubleOf(other.ping());
  expect(trouble.details['reason']).toContain('ETIMEDOUT');
  await other.close();
  mute.close();
});

test('too many connections are MYSQL_AWAY', async () => {
  await db.execute("GRANT SELECT ON *.* TO 'lonely'@'127.0.0.1' IDENTIFIED BY 'x' WITH MAX_USER_CONNECTIONS 1");
  const lonely = connectMysql({ ...settings, user: 'lonely', password: new Secret('x') });
  await lonely.transaction('tell', async (sql) => {
    await sql.query('SELECT 1');
    expect((await troubleOf(lonely.query('SELECT 1'))).code).toBe('MYSQL_AWAY');
  });
  await lonely.close();
});

test('a pool of two serves many at once, also after as many failures', async () => {
  const two = connectMysql({ ...settings, poolSize: 2 });
  await Promise.allSettled(Array.from({ length: 20 }, () => two.query('SELECT * FROM nowhere')));
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => two.query('SELECT ? AS n', [String(n)])));
  expect(answers).toEqual(Array.from({ length: 20 }, (_, n) => [{ n: String(n) }]));
  await two.close();
});

test('connections that are used stay, and idle ones are closed before the server does', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  const pool = connectMysql({ ...settings, poolSize: 4 });
  const first = await connectionId(pool);
  try {
    for (let second = 0; second < 30; second += 5) {
      await vi.advanceTimersByTimeAsync(5000);
      expect(await connectionId(pool)).toBe(first);
    }
    await vi.advanceTimersByTimeAsync(15_000);
  } finally {
    vi.useRealTimers();
  }
  const open = () => db.query('SELECT 1 FROM information_schema.PROCESSLIST WHERE ID = ?', [first]);
  await expect.poll(open, { timeout: 5000 }).toEqual([]);
  await pool.close();
});

test('after close nothing is served, and closing twice is closing', async () => {
  const other = connectMysql(settings);
  await other.ping();
  await Promise.all([other.close(), other.close()]);
  expect((await troubleOf(other.ping())).code).toBe('MYSQL_AWAY');
});

test('a stopped server is MYSQL_AWAY for everyone, and all is well when it is back', async () => {
  const two = connectMysql({ ...settings, poolSize: 2 });
  await two.ping();
  const sleeping = troubleOf(two.query('SELECT SLEEP(30)'));
  await mariadb.stop();
  expect((await sleeping).code).toBe('MYSQL_AWAY');
  const troubles = await Promise.all(Array.from({ length: 6 }, () => troubleOf(two.ping())));
  expect(new Set(troubles.map((trouble) => trouble.code))).toEqual(new Set(['MYSQL_AWAY']));
  expect(troubles[0]!.details['reason']).toContain('ECONNREFUSED');
  await mariadb.start();
  await Promise.all([two.ping(), two.ping(), two.ping()]);
  await two.close();
});
