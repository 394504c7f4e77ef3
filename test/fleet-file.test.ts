import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEstate, type Estate } from './support/estate.js';
import { fleetOf } from './support/fleetOf.js';
import { root } from './support/root.js';
import { callerOf, type Caller } from './support/rexflow.js';
import { fillUpdateDirectory } from './support/update.js';

/* From an empty catalogue to a release and back, by files alone. */
let estate: Estate;
let caller: Caller;
beforeAll(async () => {
  estate = await startEstate({
    apps: [{}, {}],
    // How the hosts are logged in to stands in the fleet file alone.
    lead: (sections) => {
      const environments = sections.environments as { prod: { ssh: object } };
      environments.prod.ssh = { ...environments.prod.ssh, user: 'nobody-here', port: 1 };
      return Promise.resolve(sections);
    },
  });
  await estate.sql.query('DELETE FROM pre_server_detail');
  caller = callerOf(estate, { REXFLOW_URL: estate.url, REXFLOW_TOKEN: estate.token });
});
afterAll(async () => {
  await estate?.stop();
});

const file = (name: string, content: unknown): string => {
  const path = join(caller.home, name);
  writeFileSync(path, typeof content === 'string' ? content : stringify(content));
  return path;
};

test('the shipped example has no fault, and a gateway takes it', async () => {
  const example = join(caller.home, 'example.yml');
  copyFileSync(join(root, 'apps/gateway/docs/examples/fleet.yml'), example);
  expect(await caller.call('validate', '-f', example)).toEqual({
    status: 0,
    stdout: 'the file has no fault\n',
    stderr: '',
  });
  const { status, stdout } = await caller.call('apply', '-f', example, '--dry-run');
  expect(stdout).toMatch(/^27 to add, 0 to change, 0 to remove$/m);
  expect(status).toBe(0);
});

test('a file becomes a fleet that is released to; applied again it changes nothing', async () => {
  const path = file('fleet.yml', fleetOf(estate.hosts));
  const applied = await caller.call('apply', '-f', path);
  expect(applied).toMatchObject({ status: 0, stderr: '' });
  expect(applied.stdout).toMatch(/^5 added, 0 changed, 0 removed$/m);
  expect((await caller.call('apply', '-f', path)).stdout).toBe('nothing is to be changed\n');
  fillUpdateDirectory(estate, '2.0.0');
  expect(await caller.call('release', 'server')).toMatchObject({ status: 0 });
  const served = await Promise.all(estate.hosts.map((host) => estate.served(host)));
  expect(served.map((one) => one?.version)).toEqual(['2.0.0', '2.0.0']);
  const [release] = await estate.rows('SELECT rollout FROM rexflow_requests');
  expect(JSON.parse(String(release!.rollout))).toMatchObject({ policy: 'stop', batchSize: 1 });
});

test('a host out of service is left as it is while the others are released, and the answers say so', async () => {
  const out = await caller.call('host', 'out', 'web-1', '--reason', 'disk is replaced', '--for', '4h');
  expect(out).toMatchObject({ status: 0, stdout: expect.stringContaining('+ outage web-1') });
  expect((await caller.call('host', 'show', 'web-1')).stdout).toMatch(
    /^web-1 {2}out of service since .* until .*: disk is replaced \(admin\)$/m,
  );
  fillUpdateDirectory(estate, '3.0.0');
  const answer = await estate.rex({ action: 'release', k: 'server' });
  expect(answer.at('data.skipped')).toEqual({ '0': 'server1' });
  expect(answer.at('code')).toBe('0');
  const versions = async () =>
    (await Promise.all(estate.hosts.map((host) => estate.served(host)))).map((one) => one?.version);
  expect(await versions()).toEqual(['2.0.0', '3.0.0']);
  const only = await caller.call('release', 'server1');
  expect(only).toMatchObject({ status: 3, stderr: expect.stringContaining('rexflow host in <host>') });
  const back = await caller.call('host', 'in', 'web-1');
  expect(back.stdout).toMatch(/^server1: most of the others of server run another release \(\S+ on 1\); next:$/m);
  const [, command] = /^ {2}(rexflow finish \w{8})$/m.exec(back.stdout)!;
  // What was released then is brought, whatever lies in the update directory by now.
  fillUpdateDirectory(estate, '4.0.0');
  expect((await caller.bash(command!)).status).toBe(0);
  expect(await versions()).toEqual(['3.0.0', '3.0.0']);
  expect((await caller.call('groups')).stdout).toMatch(/^server .*uniform/m);
});

test('export is taken back unchanged, from stdin or as a directory of files', async () => {
  const { stdout } = await caller.call('export');
  expect(await caller.feed(stdout, 'apply', '-f', '-', '--prune', '--dry-run')).toMatchObject({
    status: 0,
    stdout: 'nothing is to be changed\n',
  });
  const directory = join(caller.home, 'fleet');
  mkdirSync(directory);
  const { hosts, groups, ...rest } = fleetOf(estate.hosts);
  writeFileSync(join(directory, 'a.yml'), stringify({ ...rest, hosts }));
  writeFileSync(join(directory, 'b.yaml'), stringify({ ...rest, groups }));
  expect((await caller.call('apply', '-f', directory, '--prune')).stdout).toBe('nothing is to be changed\n');
  writeFileSync(join(directory, 'c.json'), JSON.stringify({ ...rest, hosts }));
  const twice = await caller.call('validate', '-f', directory);
  expect(twice.status).toBe(14);
  expect(twice.stdout).toMatch(/c\.json:1:\d+: hosts\.web-1: the host web-1 is in another file already/);
});

test('a file with faults is refused with each at its place, and nothing is written', async () => {
  const path = file(
    'bad.yml',
    'version: 1\nhosts:\n  web-9: { adress: 10.0.0.1 }\ngroups:\n  server:\n    service: { type: docker }\n    apps:\n      x: { host: web-9, prot: 80 }\n',
  );
  const { status, stderr } = await caller.call('apply', '-f', path);
  expect(status).toBe(3);
  expect(stderr.split('\n')).toEqual([
    'rexflow: nothing was changed:',
    `${path}:3:3: hosts.web-9.address: is missing`,
    `${path}:3:12: hosts.web-9.adress: is no key; did you mean address?`,
    `${path}:6:16: groups.server.service.type: has to be init or systemd or supervisor or pm2 or compose or command or none`,
    `${path}:8:25: groups.server.apps.x.prot: is no key; did you mean port?`,
    '',
  ]);
  expect((await caller.call('apply', '-f', join(caller.home, 'nowhere.yml'))).status).toBe(2);
  const other = await caller.feed('version: 1\nenvironment: test', 'apply', '-f', '-');
  expect(other).toMatchObject({ status: 3, stderr: expect.stringContaining('the file is for test, and this is prod') });
});

test('a file may name what only the catalogue has: a host of its apps, and one to go through', async () => {
  const path = file('part.yml', 'version: 1\nhosts: { inner: { address: 192.168.7.5, login: { jump: web-1 } } }');
  expect((await caller.call('validate', '-f', path)).status).toBe(0);
  expect((await caller.call('apply', '-f', path, '--dry-run')).stdout).toContain('login.jump: web-1');
  const wrong = await caller.feed(
    'version: 1\nhosts: { inner: { address: 192.168.7.5, login: { jump: wbe-1 } } }',
    'apply',
    '-f',
    '-',
  );
  expect(wrong.stderr).toContain('hosts.inner.login.jump: "wbe-1" is the name of no host; did you mean web-1?');
});

test('what is live is removed only after it was disabled; prune lists and wants a yes', async () => {
  const path = file('empty.yml', { version: 1, environment: 'prod' });
  const refused = await caller.call('apply', '-f', path, '--prune', '--yes');
  expect(refused).toMatchObject({
    status: 3,
    stderr: expect.stringContaining('a release of rexflow is live on it; set enabled to false first'),
  });
  expect((await caller.call('group', 'set', 'server', 'enabled=false')).status).toBe(0);
  const asked = await caller.call('apply', '-f', path, '--prune');
  expect(asked).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('5 would be removed: look at them with --dry-run, then give --yes'),
  });
  expect(asked.stderr).toMatch(/^- app server1$/m);
  const typing = caller.startOnTerminal(100, 40, 'apply', '-f', path, '--prune');
  await typing.shows(/Type yes: /);
  typing.type('yes\r');
  expect(await typing.ended).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('0 added, 0 changed, 5 removed'),
  });
  expect(await estate.rows('SELECT id FROM pre_server_detail')).toEqual([]);
});

test('the schema that is printed is the one the gateway publishes', async () => {
  const { stdout } = await caller.call('schema');
  expect(JSON.parse(stdout)).toEqual(await (await fetch(`${estate.url}/fleet.schema.json`)).json());
  expect(readFileSync(join(root, 'apps/gateway/docs/examples/fleet.yml'), 'utf8')).toContain(
    '$schema=fleet.schema.json',
  );
});
