import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { askJson } from './support/described.js';
import { startEstate, type Estate } from './support/estate.js';
import { settledJob } from './support/job.js';
import { packed, servePackages, type PackageServer } from './support/packages.js';

// Apps that have no init script, no word for their processes and no configuration: nothing but a place is said of them.
vi.setConfig({ testTimeout: 120_000 });

let estate: Estate;
let root: string;
let served: PackageServer;
let share: (shared: string[]) => Promise<void>;
const packages: Record<string, Buffer> = {};
beforeAll(async () => {
  served = await servePackages(packages);
  estate = await startEstate({ apps: [{}] });
  const [{ app, sshd }] = estate.hosts as [(typeof estate.hosts)[number]];
  root = join(app.dir, 'more');
  const serve = 'setsid sh ./serve.sh >/dev/null 2>&1 & echo $! >../pid';
  const fleet = {
    version: 1,
    hosts: { 'web-1': { address: app.host, login: { user: sshd.user, port: sshd.port } } },
    groups: {
      docs: {
        paths: { program: `${root}/docs/current` },
        service: { type: 'none' },
        package: { top: ['index.html', 'uploads'] },
        shared: [] as string[],
        apps: { 'docs-1': { host: 'web-1' } },
      },
      jobs: {
        paths: { program: `${root}/jobs/current` },
        service: {
          type: 'command',
          commands: {
            start: `cd -P . && ${serve}`,
            stop: 'kill $(cat ../pid)',
            reload: 'kill -HUP $(cat ../pid)',
            status: 'cat ../pid 2>/dev/null',
          },
          restart: 'reload',
        },
        health: [
          { type: 'log', file: `${root}/jobs/loaded`, line: '^[12]$', within: '1s' },
          { type: 'command', command: 'grep -q "[12]" VERSION', inARow: 2 },
        ],
        package: { top: ['serve.sh', 'VERSION'] },
        apps: { 'jobs-1': { host: 'web-1' } },
      },
    },
  };
  share = async (shared) => {
    fleet.groups.docs.shared = shared;
    const applied = await askJson(estate, 'POST', '/v1/fleet', { documents: [fleet] });
    expect(applied.status, JSON.stringify(applied.body)).toBe(200);
  };
  await share(['.env', 'uploads/']);
});
afterAll(async () => {
  await served?.close();
  await estate?.stop();
});

const ask = (method: string, path: string, body?: unknown) => askJson(estate, method, path, body);

/** A package of files, as the source of a release. */
function sourceOf(files: Record<string, string>) {
  const url = `${served.url}/${Object.keys(packages).length}.tgz`;
  packages[url.slice(url.lastIndexOf('/') + 1)] = packed(files);
  return { type: 'url', url, full: 2 };
}
/** Releases files, and gives how that ended. */
const release = (apps: string, files: Record<string, string>) =>
  settled('/v1/releases', { apps, source: sourceOf(files) });
async function settled(path: string, body: object) {
  const taken = await ask('POST', path, body);
  expect(taken.status, JSON.stringify(taken.body)).toBe(202);
  const id = String(taken.at('id'));
  await settledJob(estate, id);
  return (await ask('GET', `/v1/releases/${id}`)).body;
}
const done = { outcome: 'done' };

/** What is read of a plan here. */
interface Plan {
  hash: string;
  warnings: string[];
}

test('files that others read are released, changed, found exact and put back, and are never started', async () => {
  const index = () => readFileSync(`${root}/docs/current/index.html`, 'utf8');
  const kept = `${root}/docs/current.shared`;
  const shipped = { 'index.html': 'one', 'uploads/sample': 'sample' };
  const [missing] = ((await release('docs', shipped)) as { apps: { trouble: { code: string } }[] }).apps;
  expect(missing!.trouble.code).toBe('SHARED_MISSING');
  mkdirSync(kept, { recursive: true });
  writeFileSync(`${kept}/.env`, 'SECRET=1');
  const first = await release('docs', shipped);
  expect(first).toMatchObject(done);
  expect(JSON.stringify(first)).toContain('uploads/ of the package was left out, since it outlives releases');
  writeFileSync(`${root}/docs/current/uploads/photo`, 'photo');
  const data = () => ['.env', 'uploads/photo'].map((path) => readFileSync(`${root}/docs/current/${path}`, 'utf8'));
  expect(await release('docs', { 'index.html': 'two' })).toMatchObject(done);
  expect(data()).toEqual(['SECRET=1', 'photo']);
  expect(index()).toBe('two');
  expect(await settled('/v1/actions', { action: 'drift', parameters: { k: 'docs' } })).toMatchObject({
    apps: [{ facts: { state: 'exact' } }],
  });
  expect(await settled('/v1/rollbacks', { apps: 'docs' })).toMatchObject(done);
  expect(index()).toBe('one');
  expect(data()).toEqual(['SECRET=1', 'photo']);
  expect(readdirSync(kept + '/uploads')).toEqual(['photo']);
  expect((await ask('GET', '/v1/apps/docs-1')).body).toMatchObject({ service: 'none', restart: 'never' });
  expect(await settled('/v1/actions', { action: 'check', parameters: { k: 'docs' } })).toMatchObject({
    apps: [{ facts: { processes: 0, runs: false, init: true, programDir: true, configDir: true } }],
  });
  expect(await settled('/v1/actions', { action: 'service', parameters: { k: 'docs', a: 'start' } })).toMatchObject({
    outcome: 'failed',
    apps: [{ trouble: { code: 'SERVICE_NONE' } }],
  });
});

test('what came with no release is told, and moves by a plan that shows it, to be there for both releases', async () => {
  const live = realpathSync(`${root}/docs/current`);
  mkdirSync(`${live}/notes`);
  writeFileSync(`${live}/notes/today`, 'written here');
  const command = `rexflow group set docs 'shared=[".env","uploads/","notes/"]'`;
  const doctor = await settled('/v1/actions', { action: 'doctor', parameters: { k: 'docs' } });
  const findings = (doctor as { apps: { facts: { findings: { name: string }[] } }[] }).apps[0]!.facts.findings;
  expect(findings.find(({ name }) => name === 'app.unshared')).toMatchObject({
    state: 'warning',
    message: expect.stringContaining('notes/ (files: 1)'),
    advice: expect.stringContaining(command),
  });
  const body = { apps: 'docs', source: sourceOf({ 'index.html': 'three' }) };
  const plan = async () => (await ask('POST', '/v1/releases/plan?wait=60', body)).body as Plan;
  const warned = await plan();
  expect(warned.warnings.join()).toContain(command);
  await share(['.env', 'uploads/', 'notes/']);
  const [from, to] = [`${live}/notes`, `${root}/docs/current.shared/notes`];
  expect(await settled('/v1/releases', body)).toMatchObject({
    outcome: 'failed',
    apps: [{ trouble: { code: 'SHARED_IN_RELEASE', advice: expect.stringContaining('rexflow plan docs-1') } }],
  });
  expect(existsSync(from) && !existsSync(to)).toBe(true);
  const shown = await plan();
  expect(shown).toMatchObject({
    outcome: 'ready',
    apps: [{ adopts: [{ path: 'notes/', kind: 'directory', from, to }] }],
  });
  // How much it is may change meanwhile.
  writeFileSync(`${live}/notes/later`, 'later');
  expect(await settled('/v1/releases', { ...body, plan: shown.hash })).toMatchObject(done);
  const notes = (release: string) => ['today', 'later'].map((name) => readFileSync(`${release}/notes/${name}`, 'utf8'));
  expect([realpathSync(from), realpathSync(`${root}/docs/current/notes`)]).toEqual([to, to]);
  expect(await settled('/v1/rollbacks', { apps: 'docs' })).toMatchObject(done);
  expect([realpathSync(`${root}/docs/current`), notes(`${root}/docs/current`)]).toEqual([
    live,
    ['written here', 'later'],
  ]);
});

test('an application that is started by lines of its own runs on through a release and a rollback, and loads each', async () => {
  const files = (version: string) => ({
    VERSION: version,
    'serve.sh': [
      'load() { cat ../current/VERSION >>../loaded; }',
      'trap load HUP',
      "trap 'exit 0' TERM",
      'load',
      'while :; do sleep 0.1; done',
      '',
    ].join('\n'),
  });
  const pid = () => readFileSync(`${root}/jobs/pid`, 'utf8').trim();
  const loaded = () => readFileSync(`${root}/jobs/loaded`, 'utf8');
  expect(await release('jobs', files('1'))).toMatchObject(done);
  const first = pid();
  expect(await release('jobs', files('2'))).toMatchObject(done);
  expect(await settled('/v1/rollbacks', { apps: 'jobs' })).toMatchObject(done);
  await expect.poll(loaded).toBe('121');
  const ill = await release('jobs', files('3'));
  expect(ill).toMatchObject({
    outcome: 'failed',
    apps: [{ standing: 'restored', trouble: { code: 'HEALTH_FAILED' } }],
  });
  expect(JSON.stringify(ill)).toContain('no line since the start matches \\"^[12]$\\"; the last is: 3');
  await expect.poll(loaded).toBe('12131');
  expect([pid(), existsSync(`/proc/${first}`)]).toEqual([first, true]);
  expect(await settled('/v1/actions', { action: 'service', parameters: { k: 'jobs', a: 'restart' } })).toMatchObject(
    done,
  );
  expect(pid()).not.toBe(first);
  expect(await settled('/v1/actions', { action: 'service', parameters: { k: 'jobs', a: 'stop' } })).toMatchObject(done);
  expect(await settled('/v1/actions', { action: 'check', parameters: { k: 'jobs' } })).toMatchObject({
    apps: [{ facts: { processes: 0, init: true } }],
  });
  expect((await ask('GET', '/v1/apps/jobs-1')).body).toMatchObject({
    checks: [`${root}/jobs/loaded`, 'grep -q "[12]" VERSION'],
  });
  const doctor = await settled('/v1/actions', { action: 'doctor', parameters: { k: 'jobs' } });
  expect(doctor).toMatchObject({
    apps: [
      {
        facts: {
          findings: expect.arrayContaining(
            ['app.service', 'app.health'].map((name) => expect.objectContaining({ name, state: 'ok' }) as unknown),
          ),
        },
      },
    ],
  });
});

test('certificates that the worker does not have are named by the plan, and refused before anything is done', async () => {
  const live = realpathSync(`${root}/docs/current`);
  const ca = join(estate.dir, 'nowhere.pem');
  const set = (health: unknown) => ask('PATCH', '/v1/groups/docs', { health });
  expect((await set([{ type: 'http', url: 'https://127.0.0.1:1/', tls: { ca } }])).status).toBe(200);
  const body = { apps: 'docs', source: sourceOf({ 'index.html': 'four' }) };
  const plan = (await ask('POST', '/v1/releases/plan?wait=60', body)).body as Plan;
  expect(plan.warnings).toContainEqual(expect.stringContaining(`there is no such file: ${ca}`));
  expect(await settled('/v1/releases', body)).toMatchObject({
    outcome: 'failed',
    trouble: { code: 'HEALTH_CA_UNUSABLE', message: expect.stringContaining(ca) as string },
    apps: [{ standing: 'old' }],
  });
  expect(realpathSync(`${root}/docs/current`)).toBe(live);
  expect((await set(null)).status).toBe(200);
});
