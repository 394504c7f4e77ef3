import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { askJson } from './support/described.js';
import { startEstate, type Answer, type Estate } from './support/estate.js';
import { settledJob } from './support/job.js';
import { packed, servePackages, type PackageServer } from './support/packages.js';

// Hooks that a package brings.
vi.setConfig({ testTimeout: 120_000 });

let estate: Estate;
let served: PackageServer;
let out: string;
const packages: Record<string, Buffer> = {};
beforeAll(async () => {
  served = await servePackages(packages);
  estate = await startEstate({ apps: [{}, {}] });
  out = join(estate.dir, 'hooks.out');
});
afterAll(async () => {
  await served?.close();
  await estate?.stop();
});

const ask = (method: string, path: string, body?: unknown) => askJson(estate, method, path, body);
const ran = (): string[] => (existsSync(out) ? readFileSync(out, 'utf8').trim().split('\n') : []);
const versions = () => Promise.all(estate.hosts.map(async (host) => (await estate.served(host))?.version));

async function hooks(settings: object): Promise<void> {
  const set = await ask('PATCH', '/v1/groups/server', { hooks: settings });
  expect(set.status, JSON.stringify(set.body)).toBe(200);
}

/** A package with this version and these hooks, to be merged over what runs. */
function source(version: string, text: string) {
  packages[`${version}.tgz`] = packed({ VERSION: `${version}\n`, '.rexflow/hooks.yml': text });
  return { type: 'url', url: `${served.url}/${version}.tgz`, full: 1 };
}

const planned = (from: object): Promise<Answer> =>
  ask('POST', '/v1/releases/plan?wait=60', { apps: 'server', source: from });
async function ended(path: string, body: object): Promise<Answer> {
  const taken = await ask('POST', path, body);
  expect(taken.status, JSON.stringify(taken.body)).toBe(202);
  await settledJob(estate, String(taken.at('id')));
  return await ask('GET', `/v1/releases/${String(taken.at('id'))}`);
}

const released = (from: object, more: object = {}) => ended('/v1/releases', { apps: 'server', source: from, ...more });

const migrate = (): string => `commands:
  - name: migrate
    when: before-switch
    run: once
    command: echo "migrate $(cat VERSION)" >>'${out}'
    onUndo: echo "back from $(cat VERSION)" >>'${out}'
  - { name: warm, when: after-start, command: 'true' }
`;

test('they are not run where the group does not say so, and that is said', async () => {
  await estate.sql.query("UPDATE pre_server_detail SET checkdir = CONCAT(checkdir, ',.rexflow')");
  const from = source('2.0.0', migrate());
  const plan = await planned(from);
  expect(plan.body).toMatchObject({ statements: [{ id: 'hook.notTaken' }] });
  expect(plan.at('apps.0.hooks')).toBeUndefined();
  const done = await released(from, { plan: plan.at('hash') });
  expect(done.at('outcome')).toBe('done');
  expect(JSON.stringify(done.body)).toContain('the hooks of .rexflow/hooks.yml in the program are not run');
  expect(ran()).toEqual([]);
});

test('where it does they are in the plan and its hash, run, and are undone from the record of their release', async () => {
  await hooks({ fromPackage: true });
  await estate.sql.query("UPDATE pre_server_detail SET checkdir = REPLACE(checkdir, ',.rexflow', '')");
  const from = source('3.0.0', migrate());
  const plan = await planned(from);
  expect(plan.at('apps.0.hooks')).toMatchObject([
    { name: 'migrate', fromPackage: true },
    { name: 'warm', fromPackage: true },
  ]);
  const done = await released(from, { plan: plan.at('hash') });
  expect(done.at('outcome'), JSON.stringify(done.body)).toBe('done');
  expect(ran()).toEqual(['migrate 3.0.0']);
  await hooks({ fromPackage: null });
  const undone = await ended(`/v1/releases/${String(done.at('id'))}/undo`, {});
  expect(undone.at('outcome')).toBe('done');
  expect(ran()).toEqual(['migrate 3.0.0', 'back from 3.0.0']);
  expect(await versions()).toEqual(['2.0.0', '2.0.0']);
  // What went back is run as it is: nothing of its package.
  await hooks({ fromPackage: true });
  expect((await ended('/v1/rollbacks', { apps: 'server' })).at('outcome')).toBe('done');
  expect(ran()).toHaveLength(2);
});

test('a plan holds for them, and so it does for a release whose command of the worker changes them', async () => {
  const before = await versions();
  const plan = await planned(source('4.0.0', migrate()));
  await hooks({ fromPackage: false });
  await estate.sql.query("UPDATE pre_server_detail SET checkdir = CONCAT(checkdir, ',.rexflow')");
  const off = await released(source('4.0.0', migrate()), { plan: plan.at('hash') });
  expect(off.at('trouble')).toMatchObject({ code: 'PLAN_CHANGED' });
  await hooks({ fromPackage: true });
  await estate.sql.query('UPDATE pre_server_detail SET local_pro_cmd = ?', [
    'sed -i s/migrate/other/ .rexflow/hooks.yml',
  ]);
  const from = source('4.0.0', migrate());
  const made = await released(from, { plan: (await planned(from)).at('hash') });
  expect(made.at('trouble')).toMatchObject({ code: 'PLAN_CHANGED' });
  expect(JSON.stringify(made.body)).toContain('what its hooks run');
  await estate.sql.query("UPDATE pre_server_detail SET local_pro_cmd = ''");
  expect(await versions()).toEqual(before);
});

test('what is wrong with them is named with its line before a host is touched', async () => {
  const before = await versions();
  const bad = await released(source('5.0.0', migrate().replace('run: once', 'user: root')));
  expect(bad.at('trouble')).toMatchObject({ code: 'PACKAGE_HOOKS_INVALID' });
  expect(bad.at('trouble.message')).toContain('line 4: commands[0].user: is for settings alone');
  await hooks({ commands: [{ name: 'warm', when: 'after-all', command: 'true' }] });
  const twice = await released(source('5.0.0', migrate()));
  expect(twice.at('trouble.message')).toContain('there is a hook warm in the settings of server1 already');
  expect(await versions()).toEqual(before);
});
