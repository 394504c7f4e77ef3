import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startProxy, type Proxy } from '../../../../test/support/proxy.js';
import { startMariadb, type Mariadb } from '../mariadb.fixture.js';
import { connectMysql } from './connect.js';
import type { Database } from './types.js';

let mariadb: Mariadb;
let db: Database;

beforeAll(async () => {
  mariadb = await startMariadb();
});
afterAll(async () => {
  await mariadb.end();
});
beforeEach(async () => {
  db = connectMysql(await mariadb.database());
});
afterEach(async () => {
  await db.close();
});

test('a transaction is all or nothing', async () => {
  await db.execute('CREATE TABLE t (id INT PRIMARY KEY)');
  const failing = db.transaction('tell', async (sql) => {
    await sql.execute('INSERT INTO t VALUES (1)');
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  expect(await db.query('SELECT id FROM t')).toEqual([]);
  const given = await db.transaction('tell', async (sql) => {
    await sql.execute('INSERT INTO t VALUES (2)');
    return 'done';
  });
  expect(given).toBe('done');
  expect(await db.query('SELECT id FROM t')).toEqual([{ id: 2 }]);
});

test('what a failed transaction still sends does not run outside of it', async () => {
  await db.execute('CREATE TABLE t (id INT PRIMARY KEY)');
  let straggler: Promise<unknown> = Promise.resolve();
  const failing = db.transaction('tell', async (sql) => {
    const slow = sql.query('SELECT SLEEP(0.2)');
    straggler = slow.then(() => sql.execute('INSERT INTO t VALUES (1)'));
    straggler.catch(() => undefined);
    await Promise.all([straggler, Promise.reject(new Error('the other one failed'))]);
  });
  await expect(failing).rejects.toThrow('the other one failed');
  await expect(straggler).rejects.toThrow('after its transaction had ended');
  expect(await db.query('SELECT id FROM t')).toEqual([]);
});

test('a deadlock runs the whole transaction again', async () => {
  await db.execute('CREATE TABLE t (id INT PRIMARY KEY, n INT NOT NULL)');
  await db.execute('INSERT INTO t VALUES (1, 0), (2, 0)');
  let runs = 0;
  let arrived = 0;
  let open = (): void => undefined;
  const bothHoldOne = new Promise<void>((resolve) => (open = resolve));
  const crossing = (first: number, second: number): Promise<void> =>
    db.transaction('tell', async (sql) => {
      runs += 1;
      await sql.execute('UPDATE t SET n = n + 1 WHERE id = ?', [first]);
      if ((arrived += 1) === 2) open();
      await bothHoldOne;
      await sql.execute('UPDATE t SET n = n + 1 WHERE id = ?', [second]);
    });
  await Promise.all([crossing(1, 2), crossing(2, 1)]);
  expect(runs).toBe(3);
  expect(await db.query('SELECT n FROM t')).toEqual([{ n: 2 }, { n: 2 }]);
});

test('a lock wait timeout runs the transaction again, and in the end says so', async () => {
  await db.execute('CREATE TABLE t (id INT PRIMARY KEY)');
  await db.execute('INSERT INTO t VALUES (1)');
  let runs = 0;
  await db.transaction('tell', async (holder) => {
    await holder.query('SELECT id FROM t WHERE id = 1 FOR UPDATE');
    const waiting = db.transaction('tell', async (sql) => {
      runs += 1;
      await sql.execute('SET SESSION innodb_lock_wait_timeout = 0');
      await sql.query('SELECT id FROM t WHERE id = 1 FOR UPDATE');
    });
    await expect(waiting).rejects.toMatchObject({
      code: 'MYSQL_AWAY',
      details: { reason: expect.stringContaining('Lock wait timeout') as string },
    });
  });
  expect(runs).toBe(5);
});

test('statements sent at the same moment travel together, in their order, with the values they were given', async () => {
  await db.execute(
    'CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, text TEXT, at DATETIME(3), flag TINYINT, n DOUBLE)',
  );
  const nasty = `'; DROP TABLE t; -- "\\ \\' ? 中文 🚀\0`;
  const insert = 'INSERT INTO t (text, at, flag, n) VALUES (?, ?, ?, ?)';
  const at = new Date('2024-03-31T01:30:00.125Z');
  await db.transaction('tell', async (sql) => {
    const questions = async (): Promise<number> => {
      const [row] = await sql.query<{ Value: string }>("SHOW SESSION STATUS LIKE 'Com_stmt_prepare'");
      return Number(row!.Value);
    };
    await questions();
    const before = await questions();
    const [one, two, rows, none] = await Promise.all([
      sql.execute(insert, [nasty, at, true, 1.5]),
      sql.execute(insert, [null, null, false, -2]),
      sql.query('SELECT id, text, at, flag, n FROM t ORDER BY id'),
      sql.query('SELECT id FROM t WHERE text = ?', ['nothing']),
    ]);
    expect([one, two]).toEqual([
      { affectedRows: 1, insertId: 1 },
      { affectedRows: 1, insertId: 2 },
    ]);
    expect(rows).toEqual([
      { id: 1, text: nasty, at: '2024-03-31 01:30:00.125', flag: 1, n: 1.5 },
      { id: 2, text: null, at: null, flag: 0, n: -2 },
    ]);
    expect(none).toEqual([]);
    expect(await questions()).toBe(before);
  });
});

test('of statements that travel together those behind a refused one are not carried out', async () => {
  await db.execute('CREATE TABLE t (id INT PRIMARY KEY)');
  let results: PromiseSettledResult<unknown>[] = [];
  const refused = db.transaction('tell', async (sql) => {
    await sql.execute('SELECT 1');
    results = await Promise.allSettled(['1', '1', '2'].map((id) => sql.execute('INSERT INTO t VALUES (?)', [id])));
    await sql.execute('INSERT INTO t VALUES (3)');
  });
  await expect(refused).rejects.toMatchObject({ code: 'ER_DUP_ENTRY' });
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  for (const result of results) expect(result).toMatchObject({ reason: { code: 'ER_DUP_ENTRY' } });
  expect(await db.query('SELECT id FROM t')).toEqual([]);
  const unbindable = db.transaction('tell', (sql) =>
    Promise.all([sql.query('SELECT ?', [NaN]), sql.query('SELECT 1')]),
  );
  await expect(unbindable).rejects.toThrow(TypeError);
  expect(await db.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('what is left to the end is carried out in one trip with COMMIT, or nothing is', async () => {
  await db.execute('CREATE TABLE t (id INT PRIMARY KEY)');
  const commits = async (): Promise<number> => {
    const [row] = await db.query<{ Value: string }>("SHOW GLOBAL STATUS LIKE 'Com_commit'");
    return Number(row!.Value);
  };
  const before = await commits();
  const seen = await db.transaction('tell', async (sql) => {
    sql.last('INSERT INTO t VALUES (?)', [2]);
    await sql.execute('INSERT INTO t VALUES (?)', [1]);
    return await sql.query('SELECT id FROM t');
  });
  expect(seen).toEqual([{ id: 1 }]);
  expect(await db.query('SELECT id FROM t')).toEqual([{ id: 1 }, { id: 2 }]);
  expect(await commits()).toBe(before + 1);
  const refused = db.transaction('tell', async (sql) => {
    await sql.execute('INSERT INTO t VALUES (3)');
    sql.last('INSERT INTO t VALUES (1)');
    sql.last('INSERT INTO t VALUES (4)');
  });
  await expect(refused).rejects.toMatchObject({ code: 'ER_DUP_ENTRY' });
  expect(await db.query('SELECT id FROM t')).toEqual([{ id: 1 }, { id: 2 }]);
  const late = await db.transaction('tell', (sql) => Promise.resolve(sql));
  expect(() => late.last('INSERT INTO t VALUES (5)')).toThrow('after its transaction had ended');
});

describe('a MySQL that is lost', () => {
  let proxy: Proxy;
  let far: Database;
  beforeEach(async () => {
    const settings = await mariadb.database();
    await db.close();
    db = connectMysql(settings);
    await db.execute('CREATE TABLE t (id INT PRIMARY KEY)');
    proxy = await startProxy({ host: settings.host, port: settings.port });
    far = connectMysql({ ...settings, host: '127.0.0.1', port: proxy.port });
  });
  afterEach(async () => {
    await far.close();
    await proxy.close();
  });
  const ids = async (): Promise<unknown[]> => (await db.query('SELECT id FROM t')).map(({ id }) => id);

  test('at the commit leaves it unknown whether the work counts, and says so', async () => {
    proxy.loseAnswer(/COMMIT$/);
    const lost = far.transaction('tell', async (sql) => void (await sql.execute('INSERT INTO t VALUES (1)')));
    await expect(lost).rejects.toMatchObject({ code: 'MYSQL_UNKNOWN' });
    await expect.poll(ids).toEqual([1]);
    proxy.loseAnswer(/INSERT/);
    await expect(far.execute('INSERT INTO t VALUES (2)')).rejects.toMatchObject({ code: 'MYSQL_UNKNOWN' });
  });

  test('at the commit of what may be repeated runs it again, in doubt', async () => {
    const doubts: boolean[] = [];
    proxy.loseAnswer(/COMMIT$/);
    const given = await far.transaction('repeat', async (sql, doubt) => {
      doubts.push(doubt);
      sql.last('INSERT IGNORE INTO t VALUES (1)');
      return (await sql.query('SELECT 1 AS one')).length;
    });
    expect([given, doubts, await ids()]).toEqual([1, [false, true], [1]]);
  });

  test('before the commit has done nothing, and is away', async () => {
    proxy.loseAnswer(/INSERT/);
    const lost = far.transaction('repeat', async (sql) => void (await sql.execute('INSERT INTO t VALUES (1)')));
    await expect(lost).rejects.toMatchObject({ code: 'MYSQL_AWAY' });
    expect(await ids()).toEqual([]);
  });

  test('and stays away after the commit is unknown, not away', async () => {
    proxy.loseAnswer(/COMMIT$/, () => proxy.cut());
    const lost = far.transaction('repeat', (sql) => Promise.resolve(sql.last('INSERT IGNORE INTO t VALUES (1)')));
    await expect(lost).rejects.toMatchObject({ code: 'MYSQL_UNKNOWN' });
  }, 20_000);

  test('what a server refuses at the commit is refused, not unknown', async () => {
    await db.execute('INSERT INTO t VALUES (1)');
    const refused = far.transaction('repeat', (sql) => Promise.resolve(sql.last('INSERT INTO t VALUES (1)')));
    await expect(refused).rejects.toMatchObject({ code: 'ER_DUP_ENTRY' });
  });
});
