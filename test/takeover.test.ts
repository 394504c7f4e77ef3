import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { initCalls } from '#provision';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEstate, type Estate, type Host } from './support/estate.js';
import { plant } from './support/pack.js';
import { besideLinks, liveOf } from './support/seen.js';

/** The stamps of what the original released: the first is gone from the hosts, the last is live. */
const [lost, older, live] = ['20180501_100000', '20180605_144705', '20180624_160902'] as const;
const long = 'an-app-whose-name-makes-long-paths';

let estate: Estate;
let first: Host;
let second: Host;

/** How the tables are made and what they hold. */
async function contents(sql: Connection): Promise<unknown> {
  const found: unknown[] = [];
  for (const table of ['pre_server_detail', 'pre_deploy_manage', 'pre_deploy_status', 'load_key_sorts']) {
    const [[made]] = await sql.query<RowDataPacket[]>(`SHOW CREATE TABLE ${table}`);
    const [rows] = await sql.query<RowDataPacket[]>(`SELECT * FROM ${table}`);
    // Keys are all that is added to a table of the original.
    const lines = String(made!['Create Table'])
      .split('\n')
      .filter((line) => !line.includes('KEY `rexflow_'));
    const columns = lines.map((line) => line.replace(/ AUTO_INCREMENT=\d+/, '').replace(/,$/, ''));
    found.push(columns, table === 'pre_server_detail' ? [] : rows);
  }
  return found;
}

let before: unknown;

/** Two releases of server1 by the original, a lock it never took back, and an older release on the host. */
async function asTheOriginalLeftIt(sql: Connection, [host]: Host[]): Promise<void> {
  const tables = readFileSync(new URL('fixtures/rexdeployv3.sql', import.meta.url), 'utf8');
  for (const statement of tables.split(';\n').filter((text) => text.trim() !== '')) await sql.query(statement);
  const { app } = host!;
  for (const link of [app.programLink, app.configLink]) {
    cpSync(`${link}_${live}`, `${link}_${older}`, { recursive: true });
  }
  writeFileSync(`${app.programLink}_${older}/VERSION`, '0.9.0\n');
  for (const [index, [from, to]] of [
    [lost, older],
    [older, live],
  ].entries()) {
    await sql.query('INSERT INTO pre_deploy_manage SET ?', {
      deploy_key: app.name,
      deploy_version: `2018_060${index + 1}`,
      deploy_people: 'root',
      deploy_ip: app.host,
      deloy_prodir_before: `${app.programLink}_${from}`,
      deloy_configdir_before: `${app.configLink}_${from}`,
      deloy_prodir_after: `${app.programLink}_${to}`,
      deloy_configdir_after: `${app.configLink}_${to}`,
      deloy_size: `32M ${app.programLink}_${to} 24K ${app.configLink}_${to}`,
      deploy_take: 'Total Take:29 || Rsync Time:14 || Start App Time:5',
      start_time: `2018-06-0${index + 1} 16:10:09`,
      rsync_war_time: `2018-06-0${index + 1} 16:10:23`,
      start_app_time: `2018-06-0${index + 1} 16:10:33`,
      end_time: `2018-06-0${index + 1} 16:10:38`,
      randomStr: `152985660959717460${index}`,
      processNumber: 2,
    });
  }
  const stuck = { deploy_key: app.name, deploy_ip: app.host, deploy_people: 'root', status: 1 };
  await sql.query('INSERT INTO pre_deploy_status SET ?', { ...stuck, start_time: '2018-06-03 10:00:00' });
  before = await contents(sql);
}

beforeAll(async () => {
  estate = await startEstate({
    apps: [{ stamp: live }, { stamp: live, name: long }],
    config: { release: { keep: 2 } },
    prepare: asTheOriginalLeftIt,
  });
  [first, second] = estate.hosts as [Host, Host];
});
afterAll(async () => {
  await estate?.stop();
});

const version = async (host: Host) => (await estate.served(host))?.version;
const newest = async (app: string) =>
  (await estate.rows('SELECT * FROM pre_deploy_manage WHERE deploy_key = ? ORDER BY id DESC LIMIT 1', [app]))[0]!;

/** Releases a version to both and gives the stamp of its directories. */
async function release(next: string): Promise<string> {
  plant(join(estate.data, 'updatedir/softdir/server'), { VERSION: `${next}\n` });
  const answer = await estate.rex({ action: 'release', k: 'server' });
  expect(answer.at('code'), JSON.stringify(answer.body)).toBe('0');
  expect(await version(first)).toBe(next);
  return liveOf(first.app).program.slice(-live.length);
}

test('starting changes nothing of what is there but for keys', async () => {
  expect(await contents(estate.sql)).toEqual(before);
});

test('a rollback goes back to a directory the original released, and its stuck lock does not hold it', async () => {
  const answer = await estate.rex({ action: 'rollback', k: 'server1' });
  expect(answer.at('code'), JSON.stringify(answer.body)).toBe('0');
  const { app } = first;
  expect(liveOf(app)).toEqual({ program: `${app.programLink}_${older}`, config: `${app.configLink}_${older}` });
  expect(await version(first)).toBe('0.9.0');
  expect(await newest('server1')).toMatchObject({
    deloy_prodir_before: `${app.programLink}_${live}`,
    deloy_prodir_after: `${app.programLink}_${older}`,
    rollRecord: 1,
    processNumber: 1,
  });
  const [source] = await estate.rows("SELECT * FROM pre_deploy_manage WHERE randomStr = '1529856609597174601'");
  expect(source).toMatchObject({ rollbackNumber: 1, deploy_people: 'root', status: 0 });
  expect(await estate.rows('SELECT deploy_people, status FROM pre_deploy_status')).toEqual([
    { deploy_people: 'admin', status: 0 },
  ]);
});

test('one that is gone from the host is refused before anything is stopped', async () => {
  const calls = initCalls(first.app).length;
  const answer = await estate.rex({ action: 'rollback', k: 'server1' });
  expect(answer.at('code')).toBe('-1');
  expect(answer.at('msg')).toContain(`html_${lost}`);
  expect(initCalls(first.app)).toHaveLength(calls);
  expect(await version(first)).toBe('0.9.0');
});

test('paths longer than the columns are cut off there, and nowhere else', async () => {
  await estate.rex({ action: 'Enter:route:download', k: 'server', update: '1' });
  const stamp = await release('1.1.0');
  const path = `${second.app.programLink}_${stamp}`;
  expect(path.length).toBeGreaterThan(64);
  const row = await newest(long);
  expect(row.deloy_prodir_after).toBe(path.slice(0, 64));
  expect(String(row.deloy_size)).toContain(path);
  const answer = await estate.rex({ action: 'rollback', k: long });
  expect(answer.at('code'), JSON.stringify(answer.body)).toBe('0');
  expect(liveOf(second.app).program).toBe(`${second.app.programLink}_${live}`);
  expect(await version(second)).toBe('1.0.0');
});

test('of several releases keep=2 remain when the next one begins, what the original made remains as well', async () => {
  const old = [older, live];
  const names = (stamps: string[]) =>
    ['conf', 'html'].flatMap((name) => [name, ...stamps.map((stamp) => `${name}_${stamp}`)]);
  const made: string[] = [];
  for (const next of ['2.0.0', '3.0.0', '4.0.0', '5.0.0']) made.push(await release(next));
  expect(besideLinks(first.app)).toEqual(names([...old, ...made.slice(-3)]));
  expect(besideLinks(second.app)).toEqual(names([live, ...made.slice(-3)]));

  // What the rollback leaves behind is no good release: it goes, and the one before the live one stays.
  expect((await estate.rex({ action: 'rollback', k: 'server' })).at('code')).toBe('0');
  expect(await version(second)).toBe('4.0.0');
  made.push(await release('6.0.0'));
  const kept = [made[1]!, made[2]!, made[4]!];
  expect(besideLinks(first.app)).toEqual(names([...old, ...kept]));
  expect((await estate.rex({ action: 'rollback', k: 'server' })).at('code')).toBe('0');
  expect(await version(first)).toBe('4.0.0');
});
