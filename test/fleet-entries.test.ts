import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEstate, type Estate } from './support/estate.js';
import { callerOf, type Caller } from './support/rexflow.js';

/* Hosts, groups and apps one by one, from the command line. */
let estate: Estate;
let caller: Caller;
beforeAll(async () => {
  estate = await startEstate({ apps: [{}] });
  caller = callerOf(estate, { REXFLOW_URL: estate.url, REXFLOW_TOKEN: estate.token });
});
afterAll(async () => {
  await estate?.stop();
});

test('one host and one app are added, changed, explained and removed by name', async () => {
  expect(
    (
      await caller.call(
        ...['host', 'add', '10.0.0.77', '--name', 'spare', '--user', 'deploy', '--label', 'rack=a7', '--no-look'],
      )
    ).stdout,
  ).toContain(
    '+ host spare\n    address: 10.0.0.77\n    login.user: deploy\n    labels.rack: a7\n1 added, 0 changed, 0 removed\nnext: look at it\n  rexflow host check spare',
  );
  expect(await caller.call('host', 'add', '10.0.0.78', '--name', 'spare')).toMatchObject({
    status: 3,
    stderr: expect.stringContaining('there is host spare already; rexflow host set spare changes it'),
  });
  const lacking = await caller.call('app', 'add', 'new', '--group', 'fresh', '--host', 'spare');
  expect(lacking.status).toBe(3);
  expect(lacking.stderr).toContain(
    'apps.fresh.apps.new.paths.program: is missing'.replace('apps.fresh', 'groups.fresh'),
  );
  const words = [
    'paths.program=/srv/new',
    'paths.config=/srv/new-conf',
    'service.script=/etc/init.d/new',
    'service.process=new',
  ];
  const added = await caller.call(
    'app',
    'add',
    'new',
    '--group',
    'fresh',
    '--host',
    'spare',
    ...words.flatMap((word) => ['--set', word]),
  );
  expect(added).toMatchObject({ status: 0, stdout: expect.stringContaining('next: rexflow doctor new') });
  expect((await caller.call('group', 'set', 'fresh', 'service.restart=never', 'rollout.batch=25%')).stdout).toContain(
    'service.restart: never',
  );
  expect((await caller.call('app', 'set', 'new', 'port=8081')).stdout).toContain('port: 8081');
  const { stdout } = await caller.call('app', 'show', 'new', '--resolved');
  expect(stdout).toMatch(/^service\.restart +never +group$/m);
  expect(stdout).toMatch(/^port +8081 +app$/m);
  expect(stdout).toMatch(/^enabled +true +default$/m);
  expect((await caller.call('changes', '--app', 'new')).stdout).toMatch(/admin +app +new +changed +port: null -> 8081/);
  expect((await caller.call('host', 'remove', 'spare')).stderr).toContain(
    'hosts.spare: cannot be removed while apps are on it: new',
  );
  expect((await caller.call('app', 'remove', 'new')).status).toBe(0);
  expect((await caller.call('host', 'remove', 'spare')).status).toBe(0);
  expect((await caller.call('group', 'remove', 'fresh')).status).toBe(0);
});

test('a host is meant by its name or its address, and its settings may be taken away', async () => {
  await caller.call(
    'host',
    'add',
    '10.0.0.88',
    '--name',
    'db',
    '--user',
    'deploy',
    '--label',
    'rack=a7',
    '--note',
    'x',
    '--no-look',
  );
  const out = await caller.call('host', 'out', '10.0.0.88', '--reason', 'disk');
  expect(out.stdout).toContain('+ outage db');
  expect((await caller.call('host', 'show', '10.0.0.88')).stdout).toMatch(
    /^db {2}out of service since .*: disk \(admin\)\n {2}address +10\.0\.0\.88$/m,
  );
  expect((await caller.call('hosts', '-q', 'DB')).stdout).toMatch(/^db +10\.0\.0\.88 .*out of service: disk$/m);
  expect((await caller.call('host', 'in', '10.0.0.88')).stdout).toContain('- outage db');
  const set = await caller.call('host', 'set', '10.0.0.88', '--user', '', '--label', 'rack=', '--note', '');
  expect(set.stdout).toMatch(/login\.user: deploy is gone[^]*rack: a7 is gone[^]*note: x is gone/);
  expect((await caller.call('host', 'set', 'db', '--label', 'rack')).status).toBe(2);
  expect((await caller.call('host', 'set', 'nowhere', '--note', 'x')).stderr).toContain('no host nowhere is described');
  expect((await caller.call('app', 'set', 'nowhere', 'port=1')).stderr).toContain(
    'there is no app nowhere; rexflow apps lists them',
  );
  expect((await caller.call('host', 'remove', 'db')).status).toBe(0);
});

test('an app without all it needs is asked for on a terminal', async () => {
  const typing = caller.startOnTerminal(100, 40, 'app', 'add', 'docs');
  for (const [question, answer] of [
    [/group.*: /, 'docs'],
    [/host.*: /, '10.0.0.5'],
    [/paths\.program.*: /, '/srv/docs'],
    [/service\.script.*: /, '/etc/init.d/docs'],
    [/service\.process.*: /, 'docs'],
  ] as const) {
    await typing.shows(question);
    typing.type(`${answer}\r`);
  }
  expect(await typing.ended).toMatchObject({ status: 0, stdout: expect.stringContaining('2 added') });
  expect((await caller.call('app', 'show', 'docs', '--resolved')).stdout).toMatch(
    /^paths\.program +\/srv\/docs +app$/m,
  );
});

test('the host of an app that was there before is described without a change of its row', async () => {
  const { app, sshd } = estate.hosts[0]!;
  const before = await estate.rows('SELECT * FROM pre_server_detail WHERE app_key = ?', [app.name]);
  const added = await caller.call('host', 'add', app.host, '--name', 'first', '--user', sshd.user, '--no-look');
  expect(added).toMatchObject({ status: 0, stderr: '' });
  expect(added.stdout).toContain(`~ app ${app.name}\n    host: ${app.host} -> first\n`);
  expect(await estate.rows('SELECT * FROM pre_server_detail WHERE app_key = ?', [app.name])).toEqual(before);
  expect((await caller.call('doctor', app.name, '--all')).stdout).toContain(app.name);
});
