import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, realpathSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { askJson } from './support/described.js';
import { startEstate, type Estate } from './support/estate.js';
import { settledJob } from './support/job.js';
import { packed, servePackages, type PackageServer } from './support/packages.js';

// Whose the files of releases are, over real connections: as root another user's, else one's own.
vi.setConfig({ testTimeout: 120_000 });

const { uid, username } = userInfo();
const group = (of: string): string => spawnSync('id', ['-gn', of], { encoding: 'utf8' }).stdout.trim();
const user = uid === 0 && group('www-data') !== '' ? 'www-data' : username;
const owner = { user, group: group(user), umask: '027' };
const given = `${owner.user}:${owner.group}`;

let estate: Estate;
let served: PackageServer;
const packages: Record<string, Buffer> = {};
beforeAll(async () => {
  served = await servePackages(packages);
  estate = await startEstate({ apps: [{}] });
});
afterAll(async () => {
  await served?.close();
  await estate?.stop();
});

const ask = (method: string, path: string, body?: unknown) => askJson(estate, method, path, body);
const request = (version: string, more: object = {}) => {
  packages[`${version}.tgz`] = packed({ VERSION: `${version}\n`, 'lib/run': `#!/bin/sh\n` });
  return { apps: 'server', source: { type: 'url', url: `${served.url}/${version}.tgz`, full: 1 }, ...more };
};

/** What was asked for, once it has ended. */
async function ended(path: string, body: object) {
  const answer = await ask('POST', path, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(202);
  const id = String(answer.at('id'));
  await settledJob(estate, id);
  return { id, result: await ask('GET', `/v1/releases/${id}`) };
}

async function done(path: string, body: object): Promise<string> {
  const { id, result } = await ended(path, body);
  expect(result.at('outcome'), JSON.stringify(result.body)).toBe('done');
  return id;
}

const ownership = (...paths: string[]): string[] =>
  spawnSync('stat', ['-c', '%U:%G %a', ...paths], { encoding: 'utf8' })
    .stdout.trim()
    .split('\n');
const live = (): string => realpathSync(estate.hosts[0]!.app.programLink);

test('files are given to their owner before the switch, an undo goes on, and nothing of it is drift', async () => {
  const shared = join(estate.dir, 'kept');
  const set = await ask('PATCH', '/v1/groups/server', {
    owner,
    paths: { shared },
    shared: ['logs/'],
    hooks: { commands: [{ name: 'who', when: 'before-switch', command: 'id -un >logs/who' }] },
  });
  expect(set.status, JSON.stringify(set.body)).toBe(200);
  const before = live();
  const was = ownership(before, join(before, 'VERSION'));

  const plan = await ask('POST', '/v1/releases/plan?wait=60', request('2.0.0'));
  expect(plan.at('apps.0.owner'), JSON.stringify(plan.body)).toEqual(owner);
  expect(plan.at('apps.0.hooks.0.user')).toBe(user);
  chmodSync(estate.dir, 0o755);
  await done('/v1/releases', request('2.0.0', { plan: String(plan.at('hash')) }));
  const first = live();
  expect(ownership(first, join(first, 'VERSION'), join(first, 'lib'), join(first, 'logs'))).toEqual([
    `${given} 750`,
    `${given} 640`,
    `${given} 750`,
    `${given} 777`,
  ]);
  expect(ownership(join(shared, 'logs'), join(shared, 'logs/who'))[0]).toBe(`${given} 750`);
  expect(ownership(before, join(before, 'VERSION'))).toEqual(was);

  const second = await done('/v1/releases', request('3.0.0'));
  expect(live()).not.toBe(first);
  const drift = await estate.rex({ action: 'drift', k: 'server' });
  expect(JSON.stringify(drift.body)).toContain('exact');
  await done(`/v1/releases/${second}/undo`, {});
  expect(live()).toBe(first);
  expect(existsSync(join(first, 'logs/who'))).toBe(true);
});

test('a plan of another owner is another plan', async () => {
  const plan = await ask('POST', '/v1/releases/plan?wait=60', request('4.0.0'));
  await ask('PATCH', '/v1/groups/server', { owner: { umask: '022' } });
  const { result } = await ended('/v1/releases', request('4.0.0', { plan: plan.at('hash') }));
  expect(result.at('outcome')).toBe('failed');
  expect(JSON.stringify(result.body)).toContain('whose its files are');
});
