import { connectMysql, migrate, type Database } from '#mysql';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startMariadb, type Mariadb } from '../../../mysql/src/mariadb.fixture.js';
import { createPeople, type People } from './people.js';

let mariadb: Mariadb;
let db: Database;
let people: People;
let clock: Date;

beforeAll(async () => {
  mariadb = await startMariadb();
  const settings = await mariadb.database();
  await migrate(settings);
  db = connectMysql(settings);
  people = createPeople(db, () => clock);
});
afterAll(async () => {
  await db.close();
  await mariadb.end();
});
beforeEach(async () => {
  clock = new Date('2026-11-23T05:35:36.400Z');
  await db.execute('DELETE FROM rexflow_users');
  await db.execute('DELETE FROM rexflow_tokens');
});

const password = 'correct horse';

test('a user with a password', async () => {
  expect(await people.userNames()).toEqual([]);
  await people.createUser('admin', password);
  expect(await people.userNames()).toEqual(['admin']);
  expect(await people.checkPassword('admin', password)).toEqual({ name: 'admin', role: 'admin' });
  expect(await people.checkPassword('admin', 'correct Horse')).toBeNull();
  expect(await people.checkPassword('Admin', password)).toBeNull();
  expect(await people.checkPassword("' OR 1=1 --", password)).toBeNull();
});

test('equal passwords are stored unequal, and never as they are', async () => {
  await people.createUser('one', password);
  await people.createUser('two', password);
  const rows = await db.query<{ password_hash: string }>('SELECT password_hash FROM rexflow_users');
  const [one, two] = rows.map((row) => row.password_hash);
  expect(one).toMatch(/^scrypt\$32768\$8\$1\$/);
  expect(one).not.toBe(two);
  expect(`${one}${two}`).not.toContain(password);
});

test('a name is taken once, and by letter case', async () => {
  await people.createUser('admin', password);
  await expect(people.createUser('admin', password)).rejects.toMatchObject({ code: 'USER_EXISTS' });
  await people.createUser('Admin', password);
});

test.each([
  ['short', 'admin', '1234567', 'PASSWORD_UNFIT'],
  ['long', 'admin', 'x'.repeat(257), 'PASSWORD_UNFIT'],
  ['no name', '', password, 'PARAMETER_INVALID'],
  ['a name with a line break', 'a\nb', password, 'PARAMETER_INVALID'],
])('refuses %s', async (_title, name, given, code) => {
  await expect(people.createUser(name, given)).rejects.toMatchObject({ code });
  expect(await people.userNames()).toEqual([]);
});

test('a token is valid for its life, and only its hash is kept', async () => {
  await people.createUser('admin', password);
  const { token, issuedAt } = await people.issueToken({ name: 'admin', role: 'admin' }, 3600);
  expect(token).toMatch(/^1795412136[a-z]{32}$/);
  expect(issuedAt).toBe(1795412136);
  expect(JSON.stringify(await db.query('SELECT * FROM rexflow_tokens'))).not.toContain(token);
  const valid = { state: 'valid', user: { name: 'admin', role: 'admin' }, issuedAt, life: 3600 };
  expect(await people.checkToken(token)).toEqual(valid);
  expect(await people.checkToken(token.toUpperCase())).toEqual({ state: 'unknown' });
  clock = new Date((issuedAt + 3599) * 1000);
  expect(await people.checkToken(token)).toEqual(valid);
  clock = new Date((issuedAt + 3600) * 1000);
  expect(await people.checkToken(token)).toEqual({ state: 'expired', issuedAt, life: 3600 });
});

test('tokens that expired a day ago are forgotten', async () => {
  await people.createUser('admin', password);
  const user = { name: 'admin', role: 'admin' } as const;
  const { token, issuedAt } = await people.issueToken(user, 10);
  clock = new Date((issuedAt + 10 + 86_401) * 1000);
  await people.issueToken(user, 10);
  expect(await people.checkToken(token)).toEqual({ state: 'unknown' });
});

test('a new password ends every token of the user, and of nobody else', async () => {
  await people.createUser('admin', password);
  await people.createUser('other', password);
  const mine = await people.issueToken({ name: 'admin', role: 'admin' }, 3600);
  const theirs = await people.issueToken({ name: 'other', role: 'admin' }, 3600);
  await people.setPassword('admin', 'battery staple');
  expect(await people.checkPassword('admin', password)).toBeNull();
  expect(await people.checkPassword('admin', 'battery staple')).not.toBeNull();
  expect(await people.checkToken(mine.token)).toEqual({ state: 'unknown' });
  expect((await people.checkToken(theirs.token)).state).toBe('valid');
  await expect(people.setPassword('nobody', password)).rejects.toMatchObject({ code: 'USER_UNKNOWN' });
});

test('an unknown name costs as much as a wrong password', async () => {
  await people.createUser('admin', password);
  const cost = async (name: string): Promise<number> => {
    const begin = process.cpuUsage();
    await people.checkPassword(name, 'wrong');
    const { user, system } = process.cpuUsage(begin);
    return user + system;
  };
  await cost('admin');
  const [known, unknown] = [await cost('admin'), await cost('nobody')];
  expect(unknown).toBeGreaterThan(known / 3);
});
