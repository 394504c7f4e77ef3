import { expect, test } from 'vitest';
import { documentOf } from '#fleet';
import { changedCatalogue, stating, table, web } from './change.fixture.js';

const { opened, change, stored, kept } = changedCatalogue();

test('what is written is what a release reads, by the same rows RexDeployV3 reads', async () => {
  const { changes } = await change(stating(web));
  expect(changes.map(({ kind, name, change: what }) => `${kind} ${name} ${what}`)).toEqual([
    'host a-host-by-name added',
    'host web-1 added',
    'group web added',
    'app one added',
    'app three added',
    'app two added',
  ]);
  const [one] = await opened().inventory.keyed(['one']);
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
  const [two, three] = [(await opened().inventory.keyed(['two']))[0]!, (await opened().inventory.keyed(['three']))[0]!];
  expect(two.health).toEqual([
    { type: 'http', url: 'http://x/', headers: { A: 'b: c' }, body: null, status: [204], pattern: null },
  ]);
  expect(three).toMatchObject({ automated: false, host: '10.9.9.9' });
  expect(three.login).toBeUndefined();
  expect(await opened().inventory.problems()).toEqual([]);
});

test('the same again changes nothing, and what is read back is what was written', async () => {
  const first = await change(stating(web));
  const again = await change(stating(web));
  expect(again).toMatchObject({ changes: [], tag: first.tag });
  const document = documentOf(await stored(), 'prod');
  expect((await change(stating(document, true))).changes).toEqual([]);
  expect(await kept()).toHaveLength(6);
});

test('rows of RexDeployV3 are written as a file and taken back unchanged, each column as it was', async () => {
  await opened().reset(
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
  const rows = await opened().db.query(`SELECT * FROM ${table} ORDER BY id`);
  const document = documentOf(await stored(), 'prod');
  expect((await change(stating(document, true))).changes).toEqual([]);
  expect(await opened().db.query(`SELECT * FROM ${table} ORDER BY id`)).toEqual(rows);
  // A change of one setting changes its column and no other.
  await change((standing) => {
    const flow = standing.apps.get('flow1')!;
    const settings = { ...flow.settings, hooks: {} };
    return { ...standing, apps: new Map([...standing.apps, ['flow1', { ...flow, settings }]]) };
  });
  expect(await opened().db.query(`SELECT * FROM ${table} ORDER BY id`)).toEqual([
    { ...rows[0], local_pro_cmd: null },
    rows[1],
  ]);
});

test('a dry run says the same and changes nothing', async () => {
  const before = await opened().db.query(`SELECT * FROM ${table}`);
  const dry = await change(stating(web), { dryRun: true });
  expect(await opened().db.query(`SELECT * FROM ${table}`)).toEqual(before);
  expect(await kept()).toEqual([]);
  expect((await change(stating(web))).changes).toEqual(dry.changes);
});

test('a change made in a row itself is kept with the author "database"', async () => {
  await change(stating(web));
  await opened().db.execute(`UPDATE ${table} SET note = 'by hand' WHERE app_key = 'one'`);
  await opened().db.execute('DELETE FROM rexflow_changes WHERE name <> ?', ['one']);
  await change(
    stating({ groups: { web: { ...web.groups!.web, apps: { one: { host: 'web-1', note: 'by file' } } } } }),
    {
      author: 'bob',
    },
  );
  const [, byHand, byFile, ...rest] = await kept();
  expect(rest).toEqual([]);
  expect(byHand).toMatch(/^database app one: \{.*\} -> \{.*"note":"by hand".*\}$/);
  expect(byFile).toMatch(/^bob app one: \{.*"note":"by hand".*\} -> \{.*"note":"by file".*\}$/);
});

test('a host that gets another address takes its apps along', async () => {
  await change(stating(web));
  await change(stating({ hosts: { 'web-1': { address: '10.0.0.99' } } }));
  const [one] = await opened().inventory.keyed(['one']);
  expect(one).toMatchObject({ host: '10.0.0.99', login: { address: '10.0.0.99' } });
  // Two hosts of one address are told apart by name.
  await change(stating({ hosts: { 'web-2': { address: '10.0.0.99', login: { port: 23 } } } }));
  expect((await opened().inventory.keyed(['one']))[0]).toMatchObject({
    host: 'web-1',
    login: { address: '10.0.0.99' },
  });
  expect((await stored()).apps.get('one')!.host).toBe('web-1');
});
