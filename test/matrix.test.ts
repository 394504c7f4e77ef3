import { freePort } from '#provision';
import { createServer, type Server } from 'node:net';
import { createConnection, type Connection } from 'mysql2/promise';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MatrixCellView, MatrixView } from '#api';
import { askJson } from './support/described.js';
import { startEstate, until, type Answer, type Estate } from './support/estate.js';
import { callerOf, type Caller } from './support/rexflow.js';
import { ship } from './support/update.js';

/**
 * Five environments: one with a rexflow of its own (played by its tables), one of RexDeployV3 alone, one whose database is away, one
 * whose database accepts and says nothing, and the own one.
 */
let estate: Estate;
let caller: Caller;
let uat: Connection;
let old: Connection;
let silent: Server;
interface Section {
  mysql: { port: number; host: string };
}
beforeAll(async () => {
  const closed = await freePort();
  silent = createServer();
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port: mute } = silent.address() as { port: number };
  estate = await startEstate({
    apps: [{}, {}],
    uat: { version: '7.0.0' },
    lead: (sections) => {
      const { prod, uat: there } = sections.environments as Record<string, Section>;
      const like = (mysql: object): object => ({ ...there!, mysql: { ...there!.mysql, ...mysql } });
      return Promise.resolve({
        ...sections,
        environments: {
          old: like({ database: 'old' }),
          gone: like({ port: closed }),
          mute: like({ port: mute }),
          uat: { ...there!, description: 'acceptance', url: 'https://uat.example/' },
          prod: { ...prod!, sources: ['uat', 'old'], production: true },
        },
      });
    },
  });
  caller = callerOf(estate, { REXFLOW_URL: estate.url, REXFLOW_TOKEN: estate.token });
  const { host, port, user, password } = estate.mariadb;
  const connect = (database?: string): Promise<Connection> =>
    createConnection({ host, port, user, password, ...(database === undefined ? {} : { database }) });
  uat = await connect('uat');
  const root = await connect();
  await root.query('CREATE DATABASE old');
  await root.end();
  old = await connect('old');
  for (const table of ['pre_server_detail', 'pre_deploy_manage'])
    await old.query(`CREATE TABLE ${table} LIKE prod.${table}`);
  await old.query('INSERT INTO pre_server_detail SELECT * FROM prod.pre_server_detail');
  const columns = 'server_name, network_ip, pro_type, config_dir, pro_dir, pro_init, is_deloy_dir';
  await old.query(
    `INSERT INTO pre_server_detail (${columns}, pro_key, app_key, local_name)
     SELECT ${columns}, '', 'lost1', 'lost' FROM prod.pre_server_detail LIMIT 1`,
  );
  await old.query(
    `INSERT INTO pre_deploy_manage (deploy_key, deploy_people, deloy_prodir_after, end_time, randomStr, processNumber) VALUES
     ('server1', 'wang', '/www/html_20180101_000000', '2018-01-01 00:00:00', '1', 1),
     ('server1', 'li', '/www/html_20180624_160902', '2018-06-24 16:10:38', '2', 2),
     ('server2', 'li', '/www/html_20180624_160902', '2018-06-24 16:10:38', '3', 2)`,
  );
});
afterAll(async () => {
  await uat?.end();
  await old?.end();
  await estate?.stop();
  silent?.close();
});

const ask = (path: string): Promise<Answer> => askJson(estate, 'GET', path);
const matrix = async (query = ''): Promise<MatrixView> => {
  const answer = await ask(`/v1/matrix${query}`);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body as unknown as MatrixView;
};
const cellIn = (found: MatrixView, environment: string, group = 'server'): MatrixCellView | undefined =>
  found.items.find((one) => one.group === group)?.cells.find((cell) => cell.environment === environment);

test('the environments are those of config.yml, in their order', async () => {
  expect((await ask('/v1/environments')).at('items')).toEqual([
    { name: 'old', description: 'tests', production: false, own: false, source: true, url: null },
    { name: 'gone', description: 'tests', production: false, own: false, source: false, url: null },
    { name: 'mute', description: 'tests', production: false, own: false, source: false, url: null },
    {
      name: 'uat',
      description: 'acceptance',
      production: false,
      own: false,
      source: true,
      url: 'https://uat.example/',
    },
    { name: 'prod', description: expect.any(String), production: true, own: true, source: false, url: null },
  ]);
});

test('an environment that cannot be read says why, and the others are told', async () => {
  const found = await matrix();
  const of = (name: string) => found.environments.find((one) => one.name === name)!;
  expect(of('gone')).toMatchObject({
    readAt: null,
    problem: expect.stringMatching(/SOURCE_AWAY: .*gone.*ECONNREFUSED/),
  });
  expect(of('mute')).toMatchObject({ readAt: null, problem: expect.stringMatching(/SOURCE_AWAY: .*mute/) });
  // Its catalogue can be read, its records are not there.
  expect(of('uat')).toMatchObject({
    readAt: null,
    problem: expect.stringMatching(/SOURCE_REFUSED: .*pre_deploy_manage/),
  });
  expect(of('prod')).toMatchObject({ own: true, problem: null, readAt: expect.any(String) });
  expect(cellIn(found, 'prod')).toMatchObject({ origin: 'own', state: 'unknown', stamp: null, apps: 2 });
});

test('RexDeployV3 tells what its records of deployments tell, and may be promoted from', async () => {
  const found = await matrix();
  expect(cellIn(found, 'old')).toMatchObject({
    ...{
      origin: 'original',
      state: 'uniform',
      version: null,
      stamp: '20180624_160902',
      release: null,
      by: 'li',
      apps: 2,
    },
    shares: [{ version: null, stamp: '20180624_160902', apps: 2 }],
  });
  expect(found.items[0]!.promote).toEqual({ from: 'old', version: null, stamp: '20180624_160902' });
  const lost = { group: 'lost', rows: 1, problem: 'lost1 lacks pro_key in the catalogue' };
  // What `rexflow app set` changes is the app of the own environment.
  const [row] = (await old.query("SELECT id FROM pre_server_detail WHERE app_key = 'lost1'"))[0] as { id: number }[];
  const cure = `UPDATE pre_server_detail SET pro_key = '<value>' WHERE id = ${row!.id}`;
  const database = `${estate.mariadb.host}:${estate.mariadb.port}/old`;
  expect([found.unusable, found.unusableTotal]).toMatchObject([[{ environment: 'old', ...lost, cure, database }], 1]);
  expect((await caller.call('matrix')).stdout).toContain(
    `- lost in old: no row of it can be used: ${lost.problem}; cure, in its database ${database}: ${cure}`,
  );
});

test('the own one is told by its records, and what runs elsewhere for longer is not ahead', async () => {
  expect((await ship(estate, '2.0.0')).at('code')).toBe('0');
  const found = await matrix();
  expect(cellIn(found, 'prod')).toMatchObject({ state: 'uniform', version: '2.0.0', by: 'admin', apps: 2, unknown: 0 });
  expect(found.items[0]!.promote).toBeNull();
});

/** Gives uat the records of the own environment, as if its own rexflow had released there, as `version` and later. */
async function recordThere(version: string): Promise<void> {
  for (const table of ['rexflow_requests', 'rexflow_host_releases', 'rexflow_leases']) {
    await uat.query(`DROP TABLE IF EXISTS ${table}`);
    await uat.query(`CREATE TABLE ${table} LIKE prod.${table}`);
    // A column that the database makes itself is passed over, where it would be refused otherwise.
    await uat.query(`INSERT IGNORE INTO ${table} SELECT * FROM prod.${table}`);
  }
  await uat.query("UPDATE rexflow_requests SET settled_at = settled_at + INTERVAL 1 SECOND, caller = 'zhang'");
  await uat.query('UPDATE rexflow_host_releases SET version = ?', [version]);
}

/** What was read of others is remembered for some seconds: another gateway has read nothing yet. */
async function afresh(work: (url: string) => Promise<void>): Promise<void> {
  const port = await freePort();
  const gateway = estate.startGateway(port);
  const url = `http://127.0.0.1:${port}`;
  try {
    await until('another gateway answering', 60, async () => {
      if (gateway.exitCode !== null) throw new Error('the gateway ended');
      return await fetch(`${url}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      );
    });
    await work(url);
  } finally {
    gateway.kill();
  }
}
const matrixAt = async (url: string): Promise<MatrixView> => {
  const answer = await fetch(`${url}/v1/matrix`, { headers: { authorization: `Bearer ${estate.token}` } });
  return (await answer.json()) as MatrixView;
};

test('another rexflow is told as recorded there; what is ahead may be promoted, the same version not', async () => {
  await recordThere('2.1.0');
  await afresh(async (url) => {
    const found = await matrixAt(url);
    expect(found.environments.find(({ name }) => name === 'uat')).toMatchObject({ problem: null });
    const cell = cellIn(found, 'uat')!;
    expect(cell).toMatchObject({ origin: 'recorded', state: 'uniform', version: '2.1.0', by: 'zhang', apps: 1 });
    expect(found.items[0]!.promote).toEqual({ from: 'uat', version: '2.1.0', stamp: cell.stamp });
    const shown = await caller.call('matrix', '--json');
    expect(shown.status).toBe(0);
  });
  await recordThere('2.0.0');
  await afresh(async (url) => {
    const found = await matrixAt(url);
    expect(cellIn(found, 'uat')).toMatchObject({ version: '2.0.0' });
    expect(found.items[0]!.promote).toBeNull();
  });
});

test('a database that lacks a column of ours says so', async () => {
  await uat.query('ALTER TABLE rexflow_host_releases DROP COLUMN version');
  await afresh(async (url) => {
    const found = await matrixAt(url);
    expect(found.environments.find(({ name }) => name === 'uat')!.problem).toMatch(/SOURCE_REFUSED: .*version/);
    expect(cellIn(found, 'old')).toBeDefined();
  });
});

test('only what is asked for is given, page by page', async () => {
  expect((await matrix('?group=server')).items.map(({ group }) => group)).toEqual(['server']);
  expect((await matrix('?group=none')).items).toEqual([]);
  await old.query("UPDATE pre_server_detail SET local_name = 'alone' WHERE app_key = 'server2'");
  await afresh(async (url) => {
    const page = async (query: string): Promise<MatrixView> => {
      const answer = await fetch(`${url}/v1/matrix?${query}`, { headers: { authorization: `Bearer ${estate.token}` } });
      return (await answer.json()) as MatrixView;
    };
    const first = await page('limit=1');
    expect(first.items).toMatchObject([{ group: 'alone', promote: null }]);
    const second = await page(`limit=1&cursor=${first.next}`);
    expect([second.items[0]!.group, second.next]).toEqual(['server', null]);
  });
  expect((await ask('/v1/matrix?limit=0')).status).toBe(400);
  expect((await ask('/v1/matrix?cursor=x')).status).toBe(400);
});

test('the command shows a line a group, with what may be promoted and what could not be read', async () => {
  const { status, stdout } = await caller.call('matrix');
  expect(status).toBe(0);
  expect(stdout).toMatch(/^group +old +gone +mute +uat +prod \(here\)/);
  expect(stdout).toMatch(/^server .*2\.0\.0, \d{4}-/m);
  expect(stdout).toMatch(/^gone: SOURCE_AWAY: /m);
  expect(await caller.call('matrix', 'none', '--json')).toMatchObject({ status: 0 });
});
