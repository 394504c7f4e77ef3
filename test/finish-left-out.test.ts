import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { askDescribed, askJson } from './support/described.js';
import { startEstate, until, type Answer, type Estate } from './support/estate.js';
import { settledJob } from './support/job.js';
import { packed, servePackages, type PackageServer } from './support/packages.js';
import { expectRest } from './support/scene.js';
import { liveOf, treeOf } from './support/seen.js';

// Releases of every source that left an app out, finished when its host is back.
vi.setConfig({ testTimeout: 120_000 });

let estate: Estate;
let server: PackageServer;
const served: Record<string, Buffer> = {};
beforeAll(async () => {
  server = await servePackages(served);
  estate = await startEstate({
    apps: [{}, {}, { name: 'side1', group: 'side' }],
    uat: { version: '7.0.0' },
    config: { lease: { life: 5 } },
  });
});
afterAll(async () => {
  await server?.close();
  await estate?.stop();
});
afterEach(() => expectRest(estate));

const ask = (method: string, path: string, body?: unknown): Promise<Answer> => askJson(estate, method, path, body);
const hostOf = (name: string): string => estate.hosts.find(({ app }) => app.name === name)!.app.host;
const take = async (way: 'PUT' | 'DELETE', name: string): Promise<void> => {
  const answer = await ask(way, `/v1/hosts/${hostOf(name)}/outage`, way === 'PUT' ? { reason: 'disk' } : undefined);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
};
const versions = async (): Promise<(string | undefined)[]> =>
  Promise.all(estate.hosts.map(async (host) => (await estate.served(host))?.version));

/** Releases while a host is out of service, brings it back and begins to finish that; gives the finishing request. */
async function leftOut(source: object, { apps = 'server', out = 'server2' } = {}): Promise<string> {
  await take('PUT', out);
  const taken = await ask('POST', '/v1/releases', { apps, source });
  expect(taken.status, JSON.stringify(taken.body)).toBe(202);
  const id = String(taken.at('id'));
  expect((await settledJob(estate, id)).at('outcome')).toBe('done');
  expect((await ask('GET', `/v1/releases/${id}`)).at('skipped')).toEqual([out]);
  await take('DELETE', out);
  const finish = await ask('POST', `/v1/releases/${id}/finish`);
  expect(finish.status, JSON.stringify(finish.body)).toBe(202);
  return String(finish.at('id'));
}
async function ended(id: string): Promise<Answer> {
  await settledJob(estate, id);
  return await ask('GET', `/v1/releases/${id}`);
}
const programs = (): unknown[] => estate.hosts.slice(0, 2).map(({ app }) => treeOf(liveOf(app).program));

/** Both of the group run the same to the byte; the one that was left out has its own configuration. */
async function expectSame(id: string, version: string): Promise<void> {
  const end = await ended(id);
  expect(end.body).toMatchObject({ outcome: 'done', apps: [{ app: 'server2', standing: 'new' }] });
  const [one, two] = programs();
  expect(two).toEqual(one);
  expect((await versions()).slice(0, 2)).toEqual([version, version]);
  expect((await estate.served(estate.hosts[1]!))?.config.name).toBe('server2');
  expect((await ask('GET', '/v1/groups?q=server')).at('items.0')).toMatchObject({ name: 'server', state: 'uniform' });
}

test('a package that was uploaded, merged over what ran then', async () => {
  const bytes = packed({ VERSION: '2.0.0\n', 'lib/more.jar': 'more' });
  const sent = await askDescribed(estate, 'POST', '/v1/bundles', {
    body: new Uint8Array(bytes),
    headers: { 'x-file-name': 'p.tgz', 'content-type': 'application/octet-stream' },
  });
  expect(sent.status, JSON.stringify(sent.body)).toBe(201);
  await expectSame(await leftOut({ type: 'bundle', id: sent.at('id'), full: 1 }), '2.0.0');
});

test('a package at a URL that is another one by now', async () => {
  served['p.tgz'] = packed({ VERSION: '3.0.0\n' });
  const source = { type: 'url', url: `${server.url}/p.tgz`, full: 1 };
  await take('PUT', 'server2');
  const taken = await ask('POST', '/v1/releases', { apps: 'server', source });
  expect(taken.status, JSON.stringify(taken.body)).toBe(202);
  const id = String(taken.at('id'));
  expect((await ended(id)).at('outcome')).toBe('done');
  served['p.tgz'] = packed({ VERSION: '3.9.9\n' });
  await take('DELETE', 'server2');
  await expectSame(String((await ask('POST', `/v1/releases/${id}/finish`)).at('id')), '3.0.0');
});

test('another environment, which runs something else by now', async () => {
  await take('PUT', 'server2');
  const taken = await ask('POST', '/v1/releases', { apps: 'server', source: { type: 'environment', name: 'uat' } });
  const id = String(taken.at('id'));
  expect((await ended(id)).at('outcome')).toBe('done');
  writeFileSync(join(liveOf(estate.uat!.app).program, 'VERSION'), '7.7.7\n');
  await take('DELETE', 'server2');
  await expectSame(String((await ask('POST', `/v1/releases/${id}/finish`)).at('id')), '7.0.0');
});

test('a worker that is killed while it fills up: the next one goes on, and no command is run twice', async () => {
  const [ran, gate] = [join(estate.dir, 'ran'), join(estate.dir, 'gate')];
  writeFileSync(ran, '');
  const lines = (): string => readFileSync(ran, 'utf8');
  await estate.sql.query("UPDATE pre_server_detail SET local_pro_cmd = ? WHERE local_name = 'server'", [
    `echo program >>'${ran}'; echo 4.0.0 >VERSION`,
  ]);
  await estate.sql.query('UPDATE pre_server_detail SET local_conf_cmd = ? WHERE app_key = ?', [
    `echo config >>'${ran}'; until [ -e '${gate}' ]; do sleep 0.02; done; echo 1 >>count`,
    'server2',
  ]);
  const finish = await leftOut({ type: 'environment', name: 'uat' });
  await until('the command', 30, () => Promise.resolve(lines().includes('config')));
  const [worker] = estate.workers;
  worker!.kill('SIGKILL');
  await once(worker!, 'exit');
  writeFileSync(gate, '');
  estate.startWorker('worker2');
  await expectSame(finish, '4.0.0');
  expect(lines()).toBe('program\nconfig\nconfig\n');
  expect(readFileSync(join(liveOf(estate.hosts[1]!.app).config, 'count'), 'utf8')).toBe('1\n');
  await estate.sql.query("UPDATE pre_server_detail SET local_pro_cmd = '', local_conf_cmd = ''");
});

test('a group that was left out as a whole has no program there, and that is said', async () => {
  const before = (await versions())[2];
  const finish = await leftOut({ type: 'environment', name: 'uat' }, { apps: 'all', out: 'side1' });
  const end = await ended(finish);
  expect(end.body).toMatchObject({
    outcome: 'failed',
    trouble: {
      code: 'GROUP_NOT_SEALED',
      message: expect.stringContaining('has no program for side'),
      advice: expect.stringContaining('rexflow release side'),
    },
  });
  expect((await versions())[2]).toBe(before);
});
