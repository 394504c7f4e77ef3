import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { stopDemoApp } from '#provision';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { askJson } from './support/described.js';
import { startEstate, type Estate, type Host } from './support/estate.js';
import { fleetOf } from './support/fleetOf.js';
import { settledJob } from './support/job.js';
import { oddities } from './support/oddities.js';
import { fillUpdateDirectory } from './support/update.js';

/*
 * Real hosts, each odd in one way, in one group: all of them get a release, another one with one change, and go back, or doctor says by
 * which command they would. What this machine cannot play is left out by name.
 */
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const played = oddities.filter(({ lacking = null }) => lacking === null);
for (const { name, lacking = null } of oddities)
  if (lacking !== null) process.stderr.write(`the host ${name} is not played here: ${lacking}\n`);
const works = played.filter(({ name }) => name !== 'no-flock');

let estate: Estate;
let places: string;
const hostOf = (name: string): Host => estate.hosts.find(({ app }) => app.name === name)!;
const groupOf = (name: string): string => (name === 'sudo' || name === 'no-flock' ? name : 'server');

beforeAll(async () => {
  places = mkdtempSync('/var/tmp/rexflow-odd-');
  chmodSync(places, 0o755);
  estate = await startEstate({
    apps: played.map(({ name, outside }) => ({
      name,
      group: groupOf(name),
      config: { name },
      ...(outside === true || name === 'sudo' ? { dir: join(places, `${name}-app`) } : {}),
    })),
  });
  for (const { name, make } of played) {
    const place = join(places, name);
    mkdirSync(place);
    const host = hostOf(name);
    await host.sshd.stop();
    await host.openSshd(make(place));
  }
});
afterAll(async () => {
  await estate?.stop();
  rmSync(places, { recursive: true, force: true });
});

const served = async (names: readonly string[]): Promise<Record<string, unknown>> =>
  Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, (await estate.served(hostOf(name)))?.version] as const)),
  );

const all = (names: readonly string[], version: string) => Object.fromEntries(names.map((name) => [name, version]));
/** What became of each app of a request, as it is told. */
async function became(values: Record<string, string>): Promise<Record<string, unknown>> {
  const answer = await estate.rex({ ...values, async: '1' });
  expect(answer.status, JSON.stringify(answer.body)).toBe(202);
  await settledJob(estate, answer.at('job'));
  const { body } = await askJson(estate, 'GET', `/v1/releases/${String(answer.at('job'))}`);
  const { apps } = body as unknown as { apps: { app: string; standing: string; trouble: unknown }[] };
  return Object.fromEntries(apps.map(({ app, standing, trouble }) => [app, trouble ?? standing]));
}

test('each of them gets a release, another one with one change, and goes back', async () => {
  const names = works.map(({ name }) => name).filter((name) => groupOf(name) === 'server');
  const before = await served(names);
  fillUpdateDirectory(estate, '2.0.0');
  expect(await became({ action: 'release', k: 'server', policy: 'continue' })).toEqual(all(names, 'new'));
  expect(await served(names)).toEqual(all(names, '2.0.0'));
  fillUpdateDirectory(estate, '3.0.0');
  expect(await became({ action: 'release', k: 'server', policy: 'continue' })).toEqual(all(names, 'new'));
  expect(await served(names)).toEqual(all(names, '3.0.0'));
  // Whoever the application runs as gets through each link.
  for (const { app } of names.map(hostOf)) {
    const state = join(app.dir, '.rexflow', app.name);
    const pairs = readdirSync(join(state, 'pairs')).map((pair) => join(state, 'pairs', pair));
    for (const path of [state, join(state, 'pairs'), ...pairs, realpathSync(app.programLink)])
      expect([path, (statSync(path).mode & 0o055).toString(8)]).toEqual([path, '55']);
  }
  expect(await became({ action: 'rollback', k: 'server' })).toEqual(all(names, 'new'));
  expect(await served(names)).toEqual(all(names, '2.0.0'));
  expect(new Set(Object.values(before))).toEqual(new Set(['1.0.0']));
});

/** Releases a version to the one host of a group. */
async function releaseAlone(group: string, version: string): Promise<Record<string, unknown>> {
  fillUpdateDirectory(estate, version);
  for (const place of ['softdir', 'configuredir'].map((name) => join(estate.data, 'updatedir', name)))
    renameSync(join(place, 'server'), join(place, group));
  return await became({ action: 'release', k: group });
}

/** What doctor says of a host that is not well, by its name. */
async function doctor(app: string): Promise<Record<string, { state: string; advice: string | null }>> {
  const taken = await askJson(estate, 'POST', '/v1/actions', { action: 'doctor', parameters: { k: app } });
  await settledJob(estate, taken.at('id'));
  const { body } = await askJson(estate, 'GET', `/v1/releases/${String(taken.at('id'))}`);
  const [{ facts }] = (body as unknown as { apps: [{ facts: { findings: { name: string; state: string }[] } }] }).apps;
  const wrong = facts.findings.filter(({ state }) => state !== 'ok');
  return Object.fromEntries(wrong.map(({ name, ...found }) => [name, found])) as never;
}

test('what a host has not is told by doctor with the command that cures it, and refused before anything is done', async () => {
  expect(await doctor('no-rsync')).toMatchObject({
    'host.rsync': { state: 'warning', advice: expect.stringMatching(/apt-get install .*rsync/) as string },
  });
  const cure = { advice: expect.stringMatching(/install .*util-linux/) as string };
  expect(await doctor('no-flock')).toMatchObject({ 'host.tools': { state: 'failed', ...cure } });
  const refused = {
    ...{ code: 'HOST_TROUBLE', message: expect.stringMatching(/flock.*it is not installed/) as string },
    advice: expect.stringMatching(
      /apt-get install util-linux, or apk add util-linux\); rexflow doctor no-flock /,
    ) as string,
  };
  expect(await releaseAlone('no-flock', '4.0.0')).toMatchObject({ 'no-flock': refused });
  expect(await served(['no-flock'])).toEqual({ 'no-flock': '1.0.0' });
});

test.skipIf(!works.some(({ name }) => name === 'sudo'))(
  'somebody who is not root releases, and runs a hook as the user of the application by sudo',
  async () => {
    const host = hostOf('sudo');
    const { app } = host;
    const out = join(places, 'sudo-out');
    mkdirSync(out);
    chmodSync(out, 0o777);
    // From now on it is theirs, and not ours to start.
    await stopDemoApp(app);
    execFileSync('chown', ['-R', 'nobody', app.dir]);
    const { hosts, groups } = fleetOf([host]);
    const commands = [{ name: 'warm', when: 'after-start', user: 'daemon', command: `id -un >>${out}/users` }];
    const declare = async (become?: 'sudo'): Promise<void> => {
      const login = { ...hosts['web-1']!.login, ...(become ? { become } : {}) };
      const fleet = {
        version: 1,
        hosts: { 'web-1': { ...hosts['web-1'], login } },
        groups: { sudo: { ...groups.server, hooks: { commands } } },
      };
      const applied = await askJson(estate, 'POST', '/v1/fleet', { documents: [fleet] });
      expect(applied.status, JSON.stringify(applied.body)).toBe(200);
    };
    await declare();
    const release = (version: string) => releaseAlone('sudo', version);
    expect(await release('2.0.0')).toMatchObject({ sudo: { code: 'HOOK_FAILED' } });
    await declare('sudo');
    expect(await release('3.0.0')).toEqual({ sudo: 'new' });
    expect(await release('4.0.0')).toEqual({ sudo: 'new' });
    expect(await became({ action: 'rollback', k: 'sudo' })).toEqual({ sudo: 'new' });
    expect(await served(['sudo'])).toEqual({ sudo: '3.0.0' });
    expect(readFileSync(join(out, 'users'), 'utf8')).toBe('daemon\ndaemon\ndaemon\n');
  },
);
