import { Secret } from '#shell';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startMariadb, type Mariadb } from '../mariadb.fixture.js';
import { originalDump } from '../original.fixture.js';
import { connectMysql } from '../connection/connect.js';
import { migrate } from './migrate.js';
import { firstMigrations, laterMigrations } from './index.js';
import { originalNames } from './originalTables.js';

import type { MysqlSettings } from '../connection/settings.js';
import type { Database } from '../connection/types.js';

const first = Object.keys(firstMigrations(originalNames));
const later = Object.keys(laterMigrations(originalNames)).sort();
const all = [...first, ...later];
let mariadb: Mariadb;

beforeAll(async () => {
  mariadb = await startMariadb();
});
afterAll(async () => {
  await mariadb.end();
});

async function withDatabase(use: (db: Database, settings: MysqlSettings) => Promise<void>): Promise<void> {
  const settings = await mariadb.database();
  const db = connectMysql(settings);
  try {
    await use(db, settings);
  } finally {
    await db.close();
  }
}

const tablesOf = async (db: Database): Promise<string[]> =>
  (
    await db.query<{ name: string }>(
      'SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() ORDER BY 1',
    )
  ).map((row) => row.name);

/** Definition and content of every table: equal when nothing was changed. */
async function picture(db: Database, tables: string[]): Promise<unknown[]> {
  const seen = [];
  for (const table of tables) {
    const [definition] = await db.query<{ 'Create Table': string }>(`SHOW CREATE TABLE \`${table}\``);
    // Keys are all that is added to a table of the original.
    const lines = definition!['Create Table'].split('\n').filter((line) => !line.includes('KEY `rexflow_'));
    seen.push([lines.map((line) => line.replace(/,$/, '')), await db.query(`SELECT * FROM \`${table}\` ORDER BY 1`)]);
  }
  return seen;
}

test('a fresh database gets the tables of the original and our own', async () => {
  await withDatabase(async (db, settings) => {
    expect(await migrate(settings)).toEqual(all);
    const tables = await tablesOf(db);
    expect(tables.filter((name) => !name.startsWith('rexflow_'))).toEqual([
      'load_key_sorts',
      'pre_auto_configure',
      'pre_auto_template_vars',
      'pre_deploy_manage',
      'pre_deploy_status',
      'pre_external_server_detail',
      'pre_server_detail',
    ]);
    expect(tables).toEqual(
      expect.arrayContaining(['rexflow_users', 'rexflow_tokens', 'rexflow_host_keys', 'rexflow_audit']),
    );
    const kinds = await db.query(
      `SELECT DISTINCT ENGINE AS engine, CHARACTER_SET_NAME AS charset FROM information_schema.TABLES
       JOIN information_schema.COLLATION_CHARACTER_SET_APPLICABILITY ON FULL_COLLATION_NAME = TABLE_COLLATION
       WHERE TABLE_SCHEMA = DATABASE()`,
    );
    expect(kinds).toEqual([{ engine: 'InnoDB', charset: 'utf8mb4' }]);
  });
});

const spelled = (text: string): string[] => text.trim().split(/\s*\n\s*|, /);

const catalogue = spelled(`
  id int(11), yewu_name varchar(255), depart_name varchar(64), server_name varchar(128), external_ip varchar(15)
  network_ip varchar(15), cpu varchar(64), mem varchar(64), disk varchar(64), server_id int(11), mirr_id int(11)
  pro_type varchar(164), config_dir varchar(255), pro_dir varchar(255), log_dir varchar(164), pro_key varchar(164)
  pro_init varchar(164), pro_port varchar(255), system_type varchar(64), entrance_server varchar(64)
  note varchar(128), status varchar(64), created_time datetime, updated_time datetime, groupby varchar(128)
  local_name varchar(200), app_key varchar(200), is_deloy_dir varchar(64), container_dir varchar(100)
  java_versoin varchar(255), java_home varchar(255), java_confirm varchar(255), auto_deloy varchar(64)
  backupdir_same_level int(11), deploydir_same_level int(11), huanjin_name varchar(255), jifang_name varchar(255)
  env varchar(255), configure_file_list text, configure_file_status int(11)`);

const tables: Record<string, string[]> = {
  pre_server_detail: [
    ...catalogue,
    ...spelled(`
      checkurl_status int(11), differcount varchar(255), weight varchar(255), loadBalancerId text
      logfile varchar(255), url varchar(255), header text, params text, require varchar(255)
      requirecode varchar(255), checkdir text, predir text, local_pro_cmd text, local_conf_cmd text
      is_restart_status int(11)`),
  ],
  pre_external_server_detail: catalogue,
  pre_deploy_manage: spelled(`
    id int(11), deploy_sys varchar(64), deploy_key varchar(64), deploy_version varchar(64)
    deploy_people varchar(64), deploy_ip varchar(64), deploy_content varchar(64)
    deloy_prodir_before varchar(255), deloy_configdir_before varchar(255), deloy_prodir_after varchar(255)
    deloy_configdir_after varchar(255), deloy_size text, deploy_take varchar(64), start_time datetime
    rsync_war_time datetime, start_app_time datetime, end_time datetime, randomStr varchar(128)
    rollRecord int(64), rollStatus int(64), rollbackNumber int(64), processNumber int(64)
    deloy_prodir_real_before varchar(255), status int(64), note varchar(128)`),
  pre_deploy_status: spelled(`
    id int(11), deploy_sys varchar(64), deploy_key varchar(64), deploy_version varchar(64)
    deploy_people varchar(64), deploy_ip varchar(64), deploy_content varchar(64)
    deloy_prodir_before varchar(64), deloy_configdir_before varchar(64), deloy_prodir_after varchar(64)
    deloy_configdir_after varchar(64), deploy_take varchar(64), start_time datetime, end_time datetime
    status int(64), note varchar(128)`),
  load_key_sorts: spelled('id int(11), local_name varchar(255), app_key_sort text'),
  pre_auto_configure: spelled(`id int(11), local_name varchar(255), link_template_id varchar(255)
    configure_group text, configure_file text`),
  pre_auto_template_vars: spelled(`id int(11), template_vars_name varchar(200), template_vars_value varchar(255)
    template_vars_desc varchar(255), env varchar(255)`),
};

test('a fresh database has the columns and defaults of the original, and room for paths', async () => {
  await withDatabase(async (db, settings) => {
    await migrate(settings);
    for (const [table, columns] of Object.entries(tables)) {
      const found = await db.query<{ spelled: string }>(
        `SELECT CONCAT(COLUMN_NAME, ' ', COLUMN_TYPE) AS spelled FROM information_schema.COLUMNS
         WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION`,
        [table],
      );
      expect(found.map((column) => column.spelled)).toEqual(columns);
    }
    await db.execute("INSERT INTO pre_server_detail (network_ip) VALUES ('10.0.0.1')");
    const [row] = await db.query('SELECT * FROM pre_server_detail');
    expect(row).toMatchObject({ id: 1, status: '启用', auto_deloy: '0', checkurl_status: 1, is_restart_status: 0 });
    await db.execute('INSERT INTO pre_deploy_manage () VALUES ()');
    const [record] = await db.query('SELECT * FROM pre_deploy_manage');
    expect(record).toMatchObject({ id: 1, rollRecord: 0, rollStatus: 0, rollbackNumber: 0, status: 0, end_time: null });
  });
});

test('names of config.yml are used for the tables it names, and only plain ones', async () => {
  await withDatabase(async (db, settings) => {
    const mine = { apps: 'a1', externalApps: 'a2', records: 'a3', status: 'a4', batches: 'a5' };
    await migrate(settings, mine);
    expect((await tablesOf(db)).filter((name) => !name.startsWith('rexflow_'))).toEqual([
      'a1',
      'a2',
      'a3',
      'a4',
      'a5',
      'pre_auto_configure',
      'pre_auto_template_vars',
    ]);
    await expect(migrate(settings, { ...mine, apps: 'a`; DROP TABLE a2' })).rejects.toThrow(TypeError);
  });
});

test('an existing database is taken over as it stands', async () => {
  await withDatabase(async (db, settings) => {
    for (const statement of originalDump) await db.execute(statement);
    const theirs = await tablesOf(db);
    const before = await picture(db, theirs);
    expect(await migrate(settings)).toEqual(all);
    expect(await picture(db, theirs)).toEqual(before);
    expect((await tablesOf(db)).filter((name) => !theirs.includes(name))).toEqual(
      expect.arrayContaining(['pre_auto_configure', 'rexflow_users', 'rexflow_migrations']),
    );
  });
});

test('twice is once', async () => {
  await withDatabase(async (db, settings) => {
    await migrate(settings);
    const tables = await tablesOf(db);
    const before = await picture(db, tables);
    expect(await migrate(settings)).toEqual([]);
    expect(await picture(db, tables)).toEqual(before);
  });
});

test('five that start together run each migration once', async () => {
  await withDatabase(async (db, settings) => {
    const ran = await Promise.all(Array.from({ length: 5 }, () => migrate(settings)));
    expect(ran.flat().sort()).toEqual(all);
    const recorded = async (table: string) =>
      (await db.query<{ name: string }>(`SELECT name FROM ${table} ORDER BY name`)).map(({ name }) => name);
    expect(await recorded('rexflow_migrations')).toEqual(first);
    expect(await recorded('rexflow_schema')).toEqual(later);
  });
});

test('a migration that broke off half-way is finished at the next start', async () => {
  await withDatabase(async (db, settings) => {
    const timid = "'timid'@'127.0.0.1'";
    await db.execute(`CREATE USER ${timid} IDENTIFIED BY 'correct horse'`);
    await db.execute(`GRANT SELECT, INSERT ON ${settings.database}.* TO ${timid}`);
    const allowed = [...Object.keys(tables), 'rexflow_migrations', 'rexflow_migrations_lock', 'rexflow_users'];
    for (const table of allowed) await db.execute(`GRANT CREATE ON ${settings.database}.${table} TO ${timid}`);
    await expect(migrate({ ...settings, user: 'timid', password: new Secret('correct horse') })).rejects.toMatchObject({
      errno: 1142,
    });
    expect(await tablesOf(db)).toEqual(allowed.sort());
    expect(await migrate(settings)).toEqual(all.slice(1));
  });
});

test('a view in place of a table of the original is left as it is', async () => {
  await withDatabase(async (db, settings) => {
    await db.execute('CREATE TABLE servers (app_key varchar(200), local_name varchar(200))');
    await db.execute('CREATE VIEW pre_external_server_detail AS SELECT * FROM servers');
    expect(await migrate(settings)).toEqual(all);
    expect(await db.query('SELECT * FROM pre_external_server_detail')).toEqual([]);
  });
});

test('a server that cannot be reached is MYSQL_AWAY', async () => {
  const settings = await mariadb.database();
  await expect(migrate({ ...settings, user: 'stranger' })).rejects.toMatchObject({ code: 'MYSQL_AWAY' });
});
