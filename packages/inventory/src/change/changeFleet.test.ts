import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { documentOf, expandFleet, mergeFleet, type Fleet, type FleetDocument } from '#fleet';
import { fourApps, openInventory, type OpenInventory } from '../inventory.fixture.js';
import { machine } from '../machine.js';
import { changeFleet, type FleetEdit } from './changeFleet.js';
import { readStoredFleet } from './storedFleet.js';

let open: OpenInventory;
beforeAll(async () => {
  open = await openInventory();
});
afterAll(() => open.end());

const table = 'pre_server_detail';
const grounds = {
  baseappDir: '/data/www/apps',
  backupDir: '/data/backup',
  machine: ({ host, login }: { host: string; login?: { address: string } }) => machine(login?.address ?? host),
};

beforeEach(async () => {
  await open.reset(...fourApps);
  await open.db.execute("DELETE FROM rexflow_settings WHERE scope <> 'fleet'");
  await open.db.execute('DELETE FROM rexflow_changes');
});

const change = (edit: FleetEdit['edit'], options: Partial<FleetEdit> = {}) =>
  changeFleet(
    open.db,
    { table, grounds },
    {
      author: 'ann',
      dryRun: false,
      reasonsToKeep: () => Promise.resolve(new Map()),
      ...options,
      edit,
    },
  );

const saying =
  (document: Omit<FleetDocument, 'version'>, prune = false): FleetEdit['edit'] =>
  (standing, report) =>
    mergeFleet(standing, expandFleet({ version: 1, ...document }, 'prod', report), { environment: 'prod', prune });

const stored = async (): Promise<Fleet> => (await readStoredFleet(open.db, table)).fleet;
const kept = async () =>
  (
    await open.db.query<Record<string, unknown>>(
      'SELECT author, scope, name, before_value, after_value FROM rexflow_changes ORDER BY id',
    )
  ).map(
    ({ author, scope, name, before_value, after_value }) =>
      `${String(author)} ${String(scope)} ${String(name)}: ${String(before_value)} -> ${String(after_value)}`,
  );

const web: Omit<FleetDocument, 'version'> = {
  hosts: {
    'web-1': { address: '10.0.0.1', login: { user: 'deploy', port: 2222 } },
    'a-host-by-name': { address: 'web.example.org', login: { jump: 'web-1' } },
  },
  groups: {
    web: {
      title: 'Shop',
      paths: { program: '/srv/{app}/program', config: '/srv/{app}/config' },
      service: { script: '/etc/init.d/{app}', process: '{app}-main' },
      rollout: { batch: 1 },
      apps: {
        one: { host: 'web-1' },
        two: {
          host: 'web-1',
          port: 80,
          health: [{ type: 'http', url: 'http://x/', headers: { A: 'b: c' }, expect: { status: [204] } }],
        },
        three: { host: '10.9.9.9', enabled: false },
      },
    },
  },
};

test('what is written is what a release reads, by the same rows RexDeployV3 reads', async () => {
  const { changes } = await change(saying(web));
  expect(changes.map(({ kind, name, change: what }) => `${kind} ${name} ${what}`)).toEqual([
    'host a-host-by-name added',
    'host web-1 added',
    'group web added',
    'app one added',
    'app three added',
    'app two added',
  ]);
  const [one] = await open.inventory.keyed(['one']);
  expect(one).toMatchObject({
    group: 'web',
    host: '10.0.0.1',
    login: { address: '10.0.0.1', user: 'deploy', port: 2222 },
    programLink: '/srv/one/program',
    init: '/etc/init.d/one',
    processKey: 'one-main',
    automated: true,
    restarts: true,
  });
  expect(one!.row).toMatchObject({ server_name: 'Shop', network_ip: '10.0.0.1', is_deloy_dir: '2', pro_type: 'app' });
  const [two, three] = [(await open.inventory.keyed(['two']))[0]!, (await open.inventory.keyed(['three']))[0]!];
  expect(two.health).toEqual({
    type: 'http',
    url: 'http://x/',
    headers: { A: 'b: c' },
    body: null,
    status: 204,
    pattern: null,
  });
  expect(three).toMatchObject({ automated: false, host: '10.9.9.9' });
  expect(three.login).toBeUndefined();
  expect(await open.inventory.problems()).toEqual([]);
});

test('the same again changes nothing, and what is read back is what was written', async () => {
  const first = await change(saying(web));
  const again = await change(saying(web));
  expect(again).toMatchObject({ changes: [], tag: first.tag });
  const document = documentOf(await stored(), 'prod');
  expect((await change(saying(document, true))).changes).toEqual([]);
  expect(await kept()).toHaveLength(6);
});

test('rows of RexDeployV3 are written as a file and taken back unchanged, each column as it was', async () => {
  await open.reset(
    {
      id: 7,
      app_key: 'flow1',
      local_name: 'flow',
      server_name: '服务',
      note: ' n ',
      pro_type: 'tomcat',
      config_dir: '/data/flow/WEB-INF/classes/',
      pro_dir: '/data/flow/',
      is_deloy_dir: '1',
      backupdir_same_level: 1,
      configure_file_status: 1,
      configure_file_list: 'a.xml, b/c.yml',
      checkdir: 'test,b.txt',
      predir: './x/',
      url: 'http://h/?a={b}',
      header: 'Host:a.b;X: 1',
      params: '{"a":1}',
      require: 'ok',
      requirecode: '200',
      is_restart_status: 1,
      local_pro_cmd: "awk '{print}'",
      pro_port: '6080,6443',
      logfile: 'c.#%Y#.log',
      log_dir: '/l',
      weight: '10',
      loadBalancerId: 'lb-1,lb-2',
      status: '启用',
      yewu_name: 'x',
    },
    { id: 8, app_key: 'flow2', local_name: 'flow', auto_deloy: 'x' },
  );
  const rows = await open.db.query(`SELECT * FROM ${table} ORDER BY id`);
  const document = documentOf(await stored(), 'prod');
  expect((await change(saying(document, true))).changes).toEqual([]);
  expect(await open.db.query(`SELECT * FROM ${table} ORDER BY id`)).toEqual(rows);
  // A change of one setting changes its column and no other.
  await change((standing) => {
    const flow = standing.apps.get('flow1')!;
    const settings = { ...flow.settings, hooks: {} };
    return { ...standing, apps: new Map([...standing.apps, ['flow1', { ...flow, settings }]]) };
  });
  expect(await open.db.query(`SELECT * FROM ${table} ORDER BY id`)).toEqual([
    { ...rows[0], local_pro_cmd: null },
    rows[1],
  ]);
});

test('a dry run says the same and changes nothing', async () => {
  const before = await open.db.query(`SELECT * FROM ${table}`);
  const dry = await change(saying(web), { dryRun: true });
  expect(await open.db.query(`SELECT * FROM ${table}`)).toEqual(before);
  expect(await kept()).toEqual([]);
  expect((await change(saying(web))).changes).toEqual(dry.changes);
});

test('whoever saw an older catalogue is refused and told who changed what', async () => {
  const { tag } = await change(saying(web), { dryRun: true });
  const seen = (await change((standing) => standing)).tag;
  expect(seen).not.toBe(tag);
  await change(saying({ hosts: { x: { address: '10.0.0.7' } } }), { author: 'bob', tag: seen });
  const late = change(saying(web), { tag: seen });
  await expect(late).rejects.toMatchObject({
    code: 'FLEET_MOVED',
    details: { changes: [expect.stringMatching(/^host x added by bob at /)] },
  });
  const now = (await change((standing) => standing)).tag;
  await open.db.execute(`UPDATE ${table} SET note = 'by hand' WHERE app_key = 'flow1'`);
  await expect(change(saying(web), { tag: now })).rejects.toMatchObject({
    details: { changes: ['rows were changed in the tables of the catalogue themselves'] },
  });
  expect((await stored()).groups.has('web')).toBe(false);
});

test('a change made in a row itself is kept with the author "database"', async () => {
  await change(saying(web));
  await open.db.execute(`UPDATE ${table} SET note = 'by hand' WHERE app_key = 'one'`);
  await open.db.execute('DELETE FROM rexflow_changes WHERE name <> ?', ['one']);
  await change(saying({ groups: { web: { ...web.groups!.web, apps: { one: { host: 'web-1', note: 'by file' } } } } }), {
    author: 'bob',
  });
  const [, byHand, byFile, ...rest] = await kept();
  expect(rest).toEqual([]);
  expect(byHand).toMatch(/^database app one: \{.*\} -> \{.*"note":"by hand".*\}$/);
  expect(byFile).toMatch(/^bob app one: \{.*"note":"by hand".*\} -> \{.*"note":"by file".*\}$/);
});

test.each<[string, Omit<FleetDocument, 'version'>, string]>([
  [
    'a host that is nowhere',
    { groups: { server: { apps: { x: { host: 'wbe-1', ...whole('x') } } } } },
    'groups.server.apps.x.host: "wbe-1" is no host',
  ],
  [
    'a place that is another app’s',
    { groups: { g: { apps: { x: { host: '127.0.0.1', ...whole('server10') } } } } },
    'groups.g.apps.x: would be released over another app',
  ],
  [
    'a value without room',
    { groups: { g: { apps: { x: { host: '10.0.0.3', title: 'x'.repeat(129), ...whole('x') } } } } },
    'groups.g.apps.x.title: has 129 characters in the column server_name, which takes 128',
  ],
  [
    'a host without room',
    {
      hosts: { 'a-name-of-16-chr': { address: 'h.example' } },
      groups: { g: { apps: { x: { host: 'a-name-of-16-chr', ...whole('x') } } } },
    },
    'groups.g.apps.x.host: has 16 characters in the column network_ip, which takes 15',
  ],
  [
    'what would come back as something else',
    { groups: { g: { apps: { x: { host: '10.0.0.3', note: ' x', ...whole('x') } } } } },
    'groups.g.apps.x.note: " x" cannot be kept',
  ],
])('%s is refused by name, and nothing is changed', async (_name, document, problem) => {
  const before = await open.db.query(`SELECT * FROM ${table}`);
  await expect(change(saying(document))).rejects.toMatchObject({
    code: 'FLEET_INVALID',
    details: { problems: [expect.stringContaining(problem)] },
  });
  expect(await open.db.query(`SELECT * FROM ${table}`)).toEqual(before);
  expect(await kept()).toEqual([]);
});

function whole(name: string) {
  return {
    paths: { program: `/data/${name}`, config: `/data/config_${name}` },
    service: { script: '/i', process: name },
  };
}

test('what must stay is not removed, and a host is not while apps are on it', async () => {
  await change(saying(web));
  const reasonsToKeep = (apps: readonly string[]) =>
    Promise.resolve(new Map(apps.filter((app) => app === 'flow1').map((app) => [app, 'it is live'])));
  const emptied = change(
    (standing) => ({
      ...standing,
      apps: new Map([...standing.apps].filter(([name]) => name === 'one')),
      hosts: new Map(),
    }),
    { reasonsToKeep },
  );
  await expect(emptied).rejects.toMatchObject({
    details: {
      problems: [
        'hosts.web-1: cannot be removed while apps are on it: one',
        'groups.flow.apps.flow1: cannot be removed: it is live',
      ],
    },
  });
  const { changes } = await change(
    (standing) => ({ ...standing, apps: new Map([...standing.apps].filter(([name]) => name !== 'two')) }),
    { reasonsToKeep },
  );
  expect(changes).toMatchObject([{ kind: 'app', name: 'two', change: 'removed' }]);
  await expect(open.inventory.keyed(['two'])).rejects.toMatchObject({ code: 'APP_UNKNOWN' });
});

test('a host that gets another address takes its apps along', async () => {
  await change(saying(web));
  await change(saying({ hosts: { 'web-1': { address: '10.0.0.99' } } }));
  const [one] = await open.inventory.keyed(['one']);
  expect(one).toMatchObject({ host: '10.0.0.99', login: { address: '10.0.0.99' } });
  // Two hosts of one address are told apart by name.
  await change(saying({ hosts: { 'web-2': { address: '10.0.0.99', login: { port: 23 } } } }));
  expect((await open.inventory.keyed(['one']))[0]).toMatchObject({ host: 'web-1', login: { address: '10.0.0.99' } });
  expect((await stored()).apps.get('one')!.host).toBe('web-1');
});

test('rows no fleet can hold are named and left as they are, also by prune', async () => {
  await open.insert({ id: 20, app_key: 'twice', local_name: 'x' });
  await open.insert({ id: 21, app_key: 'twice', local_name: 'x' });
  await open.insert({ id: 22, app_key: '', local_name: 'x', server_name: 'y', pro_key: 'k' });
  const { leftOut } = await change(saying(web, true));
  expect(leftOut).toEqual([
    'twice is the app_key of several rows (id 20, 21)',
    'the row with id 22 has no app_key that can be a name',
  ]);
  const rows = await open.db.query<{ id: number }>(`SELECT id FROM ${table} ORDER BY id`);
  expect(rows.map(({ id }) => id).slice(0, 3)).toEqual([20, 21, 22]);
  expect(rows).toHaveLength(6);
});

test('of two who change at the same time both count, one after the other', async () => {
  const both = await Promise.allSettled([
    change(saying({ hosts: { a: { address: '10.0.0.1' } } })),
    change(saying({ hosts: { b: { address: '10.0.0.2' } } })),
  ]);
  expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  expect([...(await stored()).hosts.keys()]).toEqual(['a', 'b']);
  const { tag } = await change((standing) => standing);
  const race = await Promise.allSettled([
    change(saying({ hosts: { c: { address: '10.0.0.3' } } }), { tag }),
    change(saying({ hosts: { d: { address: '10.0.0.4' } } }), { tag }),
  ]);
  expect(race.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});
