import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startMariadb, type Mariadb } from '../mariadb.fixture.js';
import { connectMysql } from './connect.js';

let mariadb: Mariadb;
beforeAll(async () => {
  mariadb = await startMariadb();
});
afterAll(async () => {
  await mariadb.end();
});
afterEach(() => {
  vi.useRealTimers();
});

test.each([40 * 86_400_000, -20_000])('a process whose clock is %d ms ahead tells the time of MySQL', async (ms) => {
  const right = Date.now();
  vi.useFakeTimers({ toFake: ['Date'], now: right + ms });
  const db = connectMysql(await mariadb.database());
  try {
    const [row] = await db.query<{ at: string }>('SELECT UTC_TIMESTAMP(3) AS at');
    const there = Date.parse(`${row!.at.replace(' ', 'T')}Z`);
    expect(Math.abs(db.now().getTime() - there)).toBeLessThan(10_000);
    expect(Math.abs(db.now().getTime() - Date.now())).toBeGreaterThan(10_000);
  } finally {
    await db.close();
  }
});
