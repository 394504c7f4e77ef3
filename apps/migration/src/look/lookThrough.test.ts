import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resolveConfig, type Config } from '#config';
import { inEnglish } from '#contract';
import { connectMysql, type Database, type MysqlSettings, type Value } from '#mysql';
import { startMariadb, type Mariadb } from '../../../../packages/mysql/src/mariadb.fixture.js';
import { dumpAndLoad } from './lookAtTables.js';
import { lookThrough } from './lookThrough.js';
import type { Mend } from './mend.js';

/* The untidy catalogue of an installation that ran for years, in the tables as RexDeployV3 made them. */
const schema = readFileSync(new URL('../../../../test/fixtures/rexdeployv3.sql', import.meta.url), 'utf8');

let mariadb: Mariadb;
let settings: MysqlSettings;
let db: Database;
beforeAll(async () => {
  mariadb = await startMariadb();
  settings = await mariadb.database();
  db = connectMysql(settings);
  for (const statement of schema.split(/;\n/).filter((text) => /CREATE/.test(text))) await db.execute(statement);
});
afterAll(async () => {
  await db?.close();
  await mariadb?.end();
});

const configOf = ({ host, port, database, user, password }: MysqlSettings): Config =>
  resolveConfig({
    file: {
      environment: 'prod',
      environments: {
        prod: {
          mysql: { host, port, database, user, password: password.reveal() },
          ssh: { user: 'x', known_hosts: 'k' },
        },
      },
      redis: { url: 'redis://q' },
    },
    ...{ env: {}, folder: '/', logins: false },
    readSecret: () => '',
  });

const look = (now = new Date()): Promise<Mend[]> => lookThrough(configOf(settings), { hosts: false, now });

async function insert(row: Record<string, Value>): Promise<void> {
  const key = String(row['app_key']);
  const whole: Record<string, Value> = {
    ...{ server_name: key, network_ip: '10.0.0.1', pro_type: 'node', is_deloy_dir: '2', auto_deloy: '1' },
    ...{ pro_dir: `/data/${key}`, config_dir: `/data/config_${key}`, pro_key: key, pro_init: `/etc/init.d/${key}` },
    ...{ local_name: 'server' },
    ...row,
  };
  const columns = Object.keys(whole);
  await db.execute(
    `INSERT INTO pre_server_detail (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    Object.values(whole),
  );
}

/** UTF-8 and GBK bytes, as a client with the character set latin1 stored them. */
const asLatin1 = (bytes: number[]): string => new TextDecoder('latin1').decode(Uint8Array.from(bytes));

async function fill(): Promise<void> {
  await insert({ id: 1, app_key: 'good1' });
  await insert({ id: 2, app_key: 'twice' });
  await insert({ id: 3, app_key: 'twice', pro_dir: '/data/t2', config_dir: '/data/c2' });
  await insert({ id: 4, app_key: 'nogroup', local_name: '' });
  await insert({ id: 5, app_key: null, server_name: 'nameless', pro_dir: null });
  await insert({ id: 6, app_key: 'port', network_ip: '10.0.0.6:2222' });
  await insert({ id: 7, app_key: 'name', network_ip: 'web-7.lan' });
  await insert({ id: 8, app_key: 'slash', pro_dir: '/data/slash/', config_dir: ' /data/config_slash' });
  await insert({ id: 9, app_key: 'blank', pro_dir: '/data/my app' });
  await insert({ id: 10, app_key: 'meets', pro_dir: '/data/good1' });
  await insert({ id: 11, app_key: 'long', pro_dir: `/data/${'p'.repeat(50)}` });
  await insert({ id: 12, app_key: 'utf8', server_name: asLatin1([...Buffer.from('服务')]) });
  await insert({ id: 13, app_key: 'gbk', server_name: asLatin1([0xc9, 0xfa, 0xb2, 0xfa]) });
  await insert({ id: 14, app_key: 'lost', server_name: '????' });
  await insert({ id: 15, app_key: 'french', server_name: 'Café à la crème' });
  await db.execute(
    `INSERT INTO pre_deploy_status (deploy_key, status, start_time) VALUES
       ('good1', 1, '2018-06-24 16:10:09'), ('good1', 0, NULL), ('blank', 1, NOW())`,
  );
  await db.execute("INSERT INTO load_key_sorts VALUES (1, 'server', 'good1;gone slash')");
  await db.execute(
    `INSERT INTO pre_deploy_manage (deploy_key, deloy_prodir_before, deloy_prodir_after, end_time, randomStr, processNumber)
     SELECT IF(seq % 2, 'good1', 'slash'), CONCAT('/data/x_2018', seq), CONCAT('/data/y_2018', seq), NOW(), seq, 1 FROM seq_1_to_50000`,
  );
  await db.execute(
    "INSERT INTO pre_deploy_manage (deploy_key, deloy_prodir_before, end_time) VALUES ('long', REPEAT('/', 64), NOW())",
  );
}

test('an untidy catalogue: each thing by name, with its ids and what mends it', async () => {
  await fill();
  const began = performance.now();
  const mends = await look();
  const of = (id: string) => mends.filter(({ what }) => what.id === id);
  const idsOf = (id: string) => of(id).map(({ ids }) => ids[0]);
  const cureOf = (id: string) => of(id).map(({ cure }) => cure.join(' '));
  expect(idsOf('problem.ambiguous')).toEqual([2, 3]);
  expect(cureOf('problem.ambiguous')[0]).toBe("UPDATE pre_server_detail SET app_key = '<name>' WHERE id = 2;");
  expect(idsOf('problem.incomplete')).toEqual([4, 5]);
  expect(idsOf('problem.meet')).toEqual([1, 10]);
  expect(cureOf('moving.port')).toEqual([
    "UPDATE pre_server_detail SET `network_ip` = '10.0.0.6' WHERE id = 6; rexflow host add 10.0.0.6 --port 2222",
  ]);
  expect(idsOf('moving.hostName')).toEqual([7]);
  expect(cureOf('moving.slash')).toEqual(["UPDATE pre_server_detail SET `pro_dir` = '/data/slash' WHERE id = 8;"]);
  expect(cureOf('moving.blanksAround')).toEqual([
    "UPDATE pre_server_detail SET `config_dir` = '/data/config_slash' WHERE id = 8;",
  ]);
  expect(idsOf('moving.blanksInside')).toEqual([9]);
  expect(idsOf('moving.longPath')).toEqual([11]);
  expect(cureOf('moving.mojibake')).toEqual([
    "UPDATE pre_server_detail SET `server_name` = '服务' WHERE id = 12;",
    "UPDATE pre_server_detail SET `server_name` = '生产' WHERE id = 13;",
  ]);
  expect(idsOf('moving.lostText')).toEqual([14]);
  expect(of('moving.lockOld')[0]!.what.details).toMatchObject({ apps: ['good1'], since: '2018-06-24 16:10:09' });
  expect(of('moving.lockYoung')[0]!.what.details).toMatchObject({ apps: ['blank'] });
  expect(of('moving.lockTwice')[0]!.what.details).toMatchObject({ app: 'good1', n: 2 });
  expect(of('moving.batches')[0]!.what.details).toMatchObject({ group: 'server', names: ['gone'] });
  expect(of('moving.cutHistory')[0]!.what.details).toMatchObject({ n: 1 });
  expect(inEnglish(of('moving.history')[0]!.what).message).toContain('50001 rows');
  expect(of('moving.goesBack')[0]!.what.details).toMatchObject({ n: 2 });
  expect(of('moving.tableCharset').length).toBeGreaterThan(3);
  process.stdout.write(`looked through in ${Math.round(performance.now() - began)} ms\n`);
});

test('the SQL of the list mends what it says, and the good rows are left alone', async () => {
  const before = await look();
  // A placeholder is for people to fill; what is told of the server is not run in its database.
  const mending = before
    .filter(({ what }) => what.id.startsWith('moving.'))
    .flatMap(({ cure }) => cure)
    .filter((line) => /^(UPDATE|ALTER|DELETE)/.test(line) && !line.includes("'<"));
  for (const line of mending) await db.execute(line.replace(/;$/, ''));
  const left = new Set((await look()).map(({ what }) => what.id));
  for (const id of ['port', 'slash', 'blanksAround', 'longPath', 'mojibake', 'lockOld', 'lockTwice', 'tableCharset'])
    expect(left, id).not.toContain(`moving.${id}`);
  const [good] = await db.query<{ pro_dir: string }>('SELECT pro_dir FROM pre_server_detail WHERE id = 1');
  expect(good!.pro_dir).toBe('/data/good1');
});

test('a table of another engine or an old row format is named with the statement that changes it', async () => {
  await db.execute('ALTER TABLE pre_deploy_manage ENGINE=MyISAM');
  await db.execute('ALTER TABLE pre_deploy_status ROW_FORMAT=COMPACT');
  const mends = await look();
  const found = mends.filter(({ what }) => ['moving.tableUnsafe', 'moving.tableOld'].includes(what.id));
  expect(found.map(({ what }) => what.details['table']).sort()).toEqual(['pre_deploy_manage', 'pre_deploy_status']);
  for (const { cure } of found) await db.execute(cure[0]!.replace(/;$/, ''));
  const after = (await look()).map(({ what }) => what.id);
  expect(after.filter((id) => id === 'moving.tableUnsafe' || id === 'moving.tableOld')).toEqual([]);
});

test('the steps of dump and load, as they are printed, make of old tables ones that rexflow works with', async () => {
  await db.execute('ALTER TABLE pre_deploy_status ROW_FORMAT=COMPACT, CONVERT TO CHARACTER SET latin1');
  await db.execute('ALTER TABLE pre_deploy_manage ENGINE=MyISAM, CONVERT TO CHARACTER SET utf8mb3');
  const dir = mkdtempSync(join(tmpdir(), 'rexflow-dump-'));
  const { host, port, user, password, database } = settings;
  const options = `[client]\nhost=${host}\nport=${port}\nuser=${user}\npassword=${password.reveal()}\n`;
  writeFileSync(join(dir, 'client.cnf'), options, { mode: 0o600 });
  try {
    for (const step of dumpAndLoad(database)) {
      // The new server is the same one here, and its database has another name.
      const line = step
        .replace(/^mysql(dump)?/, `mysql$1 --defaults-extra-file=${dir}/client.cnf`)
        .replace(' -h NEW', '')
        .replace(`DATABASE ${database} `, `DATABASE ${database}_new `)
        .replace(` ${database} < `, ` ${database}_new < `);
      execFileSync('bash', ['-ec', line], { cwd: dir, stdio: ['ignore', 'ignore', 'inherit'], timeout: 60_000 });
    }
    const loaded = { ...settings, database: `${database}_new` };
    const mends = await lookThrough(configOf(loaded), { hosts: false, now: new Date() });
    expect(mends.map(({ what }) => what.id)).not.toContain('moving.tableOld');
    expect(mends.map(({ what }) => what.id)).not.toContain('moving.tableUnsafe');
    expect(mends.map(({ what }) => what.id)).not.toContain('moving.tableCharset');
    const copy = connectMysql(loaded);
    const [row] = await copy.query<{ name: string }>('SELECT server_name AS name FROM pre_server_detail WHERE id = 12');
    await copy.close();
    expect(row!.name).toBe('服务');
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});

test('a database without a catalogue is refused by name', async () => {
  const empty = await mariadb.database();
  await expect(lookThrough(configOf(empty), { hosts: false, now: new Date() })).rejects.toThrow(
    /has no pre_server_detail/,
  );
});
