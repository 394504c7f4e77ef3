import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { alive } from '../process/processTable.js';
import { type Mariadb, startMariadb } from './startMariadb.js';

const root = mkdtempSync(join(tmpdir(), 'rexflow-mariadb-'));
const started: Mariadb[] = [];

afterAll(async () => {
  await Promise.all(started.map((mariadb) => mariadb.stop()));
  rmSync(root, { recursive: true, force: true });
});

async function start(name: string, databases: string[]): Promise<Mariadb> {
  const options = { dir: join(root, name), template: join(root, 'template'), databases, durable: false };
  const mariadb = await startMariadb(options);
  started.push(mariadb);
  return mariadb;
}

async function ask({ host, port }: Mariadb, user: string, password: string, sql: string): Promise<string> {
  const login = ['--no-defaults', '-h', host, '-P', String(port), `-u${user}`, `--password=${password}`];
  const { stdout } = await promisify(execFile)('mariadb', [...login, '-N', '-e', sql]);
  return stdout.trim();
}

test('two private instances come from one template, each with its databases, user and data', async () => {
  const [one, two] = await Promise.all([start('one', ['prod', 'uat']), start('two', ['prod'])]);
  expect(existsSync(join(root, 'template', 'mysql'))).toBe(true);
  await ask(one, one.user, one.password, 'CREATE TABLE prod.t (n INT); INSERT INTO prod.t VALUES (7)');
  expect(await ask(one, one.user, one.password, 'SELECT n FROM prod.t; SHOW TABLES FROM uat')).toBe('7');
  expect(await ask(two, two.user, two.password, 'SHOW TABLES FROM prod')).toBe('');
  await expect(ask(one, 'root', '', 'SELECT 1')).rejects.toThrow(/denied|not allowed/);

  await one.stop();
  expect(alive(one.pid)).toBe(false);
  expect(alive(two.pid)).toBe(true);
  const again = await start('one', ['prod']);
  expect(await ask(again, again.user, one.password, 'SELECT n FROM prod.t')).toBe('7');
});

test('a database name that is none is refused', async () => {
  await expect(start('bad', ['a`b'])).rejects.toThrow('a`b');
});
