import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { askJson } from './support/described.js';
import { startEstate, until, type Estate } from './support/estate.js';
import { dump } from './support/installation.js';
import { settledJob } from './support/job.js';
import { packed, servePackages, type PackageServer } from './support/packages.js';

// Commands of the operator on the way of releases to two hosts.
vi.setConfig({ testTimeout: 120_000 });

let estate: Estate;
let served: PackageServer;
const packages: Record<string, Buffer> = {};
const sentinel = 'S3ntinel-of-the-shop-4711';
const secretFile = join(mkdtempSync(join(tmpdir(), 'rexflow-secret-')), 'shop');
let environment: { OUT: string; GO: string };
beforeAll(async () => {
  served = await servePackages(packages);
  writeFileSync(secretFile, `${sentinel}\n`, { mode: 0o600 });
  const secrets = { shop: `file:${secretFile}` };
  estate = await startEstate({ apps: [{}, {}], config: { lease: { life: 5 }, secrets } });
  environment = { OUT: join(estate.dir, 'hooks.out'), GO: join(estate.dir, 'go') };
});
afterAll(async () => {
  await served?.close();
  await estate?.stop();
  rmSync(dirname(secretFile), { recursive: true });
});
beforeEach(() => {
  for (const path of Object.values(environment)) rmSync(path, { force: true });
});

const ask = (method: string, path: string, body?: unknown) => askJson(estate, method, path, body);
const ran = (): string[] =>
  existsSync(environment.OUT) ? readFileSync(environment.OUT, 'utf8').trim().split('\n') : [];
const versions = () => Promise.all(estate.hosts.map(async (host) => (await estate.served(host))?.version));

/** Says what the hooks of the group are. */
async function hooks(...commands: object[]): Promise<void> {
  const set = await ask('PATCH', '/v1/groups/server', {
    hooks: { commands: commands.map((one) => ({ environment, ...one })) },
  });
  expect(set.status, JSON.stringify(set.body)).toBe(200);
}

const note = (text: string): string => `echo "${text}" >>"$OUT"`;

async function taken(path: string, body: object): Promise<string> {
  const answer = await ask('POST', path, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(202);
  return String(answer.at('id'));
}

interface Ended {
  outcome: string;
  warnings?: string[];
  apps: { standing: string; trouble: { code: string; message: string } | null }[];
}

async function ended(id: string): Promise<Ended> {
  await settledJob(estate, id);
  return (await ask('GET', `/v1/releases/${id}`)).body as unknown as Ended;
}

/** A package with this version, to be merged over what runs. */
function source(version: string) {
  packages[`${version}.tgz`] = packed({ VERSION: `${version}\n` });
  return { type: 'url', url: `${served.url}/${version}.tgz`, full: 1 };
}

const begin = (version: string, more: object = {}): Promise<string> =>
  taken('/v1/releases', { apps: 'server', source: source(version), ...more });
const planOf = (version: string) =>
  ask('POST', '/v1/releases/plan?wait=60', { apps: 'server', source: source(version) });

test('a plan names them and runs none; a release runs each in its turn, and an undo what undoes them', async () => {
  await hooks(
    {
      name: 'migrate',
      when: 'before-switch',
      run: 'once',
      command: `${note('migrate $REXFLOW_APP $(cat VERSION)')}; echo 12 tables; echo to be done >&2`,
      onUndo: note('migrate back from $(cat VERSION)'),
    },
    { name: 'ready', when: 'before-switch', command: note('ready $REXFLOW_APP') },
    {
      name: 'cache',
      when: 'after-switch',
      command: `test "$(pwd)" = "$(cd -P "$REXFLOW_PROGRAM" && pwd)" || ${note('cache $(cat VERSION)')}`,
    },
    { name: 'warm', when: 'after-start', command: 'false', onFailure: 'warn' },
    { name: 'tell', when: 'after-all', run: 'once', on: 'server2', command: note('tell from $REXFLOW_APP') },
  );
  const plan = await planOf('2.0.0');
  const planned = plan.body as unknown as { hash: string; apps: { hooks: { name: string; run: string }[] }[] };
  expect(planned.apps.map((app) => app.hooks.map(({ name }) => name).join(' '))).toEqual([
    'migrate ready cache warm',
    'ready cache warm tell',
  ]);
  expect(ran()).toEqual([]);
  const id = await begin('2.0.0', { plan: planned.hash });
  const done = await ended(id);
  expect(done).toMatchObject({ outcome: 'done', apps: [{ standing: 'new' }, { standing: 'new' }] });
  const [migrate, one, other, ...rest] = ran();
  expect(migrate).toBe('migrate server1 2.0.0');
  expect([one, other].sort()).toEqual(['ready server1', 'ready server2']);
  expect(rest.filter((line) => !line.startsWith('cache'))).toEqual(['tell from server2']);
  expect(JSON.stringify(done)).toContain('the hook warm ended with status 1, and the release went on');
  const log = JSON.stringify((await ask('GET', `/v1/releases/${id}/logs`)).body);
  expect(log).toContain('12 tables');
  expect(log).toContain('to be done');
  const undone = await ended(await taken(`/v1/releases/${id}/undo`, {}));
  expect(undone).toMatchObject({ outcome: 'done' });
  expect(ran().at(-1)).toBe('migrate back from 2.0.0');
  const [, version] = await versions();
  expect(version).not.toBe('2.0.0');
});

test('a plan counts no more once a hook is another one', async () => {
  await hooks({ name: 'migrate', when: 'before-switch', run: 'once', command: 'true' });
  const plan = await planOf('2.0.0');
  await hooks({ name: 'migrate', when: 'before-switch', run: 'once', command: 'false' });
  const { apps, trouble } = (await ended(await begin('2.0.0', { plan: plan.at('hash') }))) as Ended & {
    trouble: { code: string; message: string };
  };
  expect(trouble.code).toBe('PLAN_CHANGED');
  expect(trouble.message).toContain('what its hooks run');
  expect(apps.map(({ standing }) => standing)).toEqual(['old', 'old']);
});

test('one that fails before the switch leaves all as it was, and one that fails after it puts all back', async () => {
  const before = await versions();
  await hooks({ name: 'migrate', when: 'before-switch', run: 'once', command: 'echo no table; exit 3' });
  const early = await ended(await begin('3.0.0'));
  expect(early.outcome).toBe('failed');
  expect(early.apps[0]!.trouble).toMatchObject({ code: 'HOOK_FAILED' });
  expect(early.apps[0]!.trouble!.message).toContain('no table');
  expect(await versions()).toEqual(before);
  await hooks(
    { name: 'migrate', when: 'before-switch', run: 'once', command: 'true', onUndo: note('back from $(cat VERSION)') },
    { name: 'warm', when: 'after-start', command: 'test "$REXFLOW_APP" != server2' },
    { name: 'alarm', when: 'on-failure', command: note('alarm') },
  );
  const late = await ended(await begin('3.0.0'));
  expect(late).toMatchObject({ outcome: 'failed', apps: [{ standing: 'restored' }, { standing: 'restored' }] });
  expect(ran()).toEqual(['alarm', 'alarm', 'back from 3.0.0']);
  expect(await versions()).toEqual(before);
});

test('after one that says that it cannot be undone no host goes back, and that is said', async () => {
  await hooks(
    { name: 'migrate', when: 'before-switch', run: 'once', command: 'true', reversible: false },
    { name: 'warm', when: 'after-start', command: 'test "$REXFLOW_APP" != server2' },
  );
  const stays = await ended(await begin('4.0.0'));
  expect(stays).toMatchObject({ outcome: 'partial', apps: [{ standing: 'new' }, { standing: 'new' }] });
  expect(JSON.stringify(stays)).toContain('the hook migrate says that what it did cannot be undone');
  expect(await versions()).toEqual(['4.0.0', '4.0.0']);
});

test('a retry for the host that failed does not run again what ran once', async () => {
  await hooks(
    { name: 'migrate', when: 'before-switch', run: 'once', command: note('migrate') },
    { name: 'warm', when: 'after-start', command: 'test "$REXFLOW_APP" != server2 || [ -e "$GO" ]' },
  );
  const id = await begin('4.5.0', { policy: 'continue' });
  expect(await ended(id)).toMatchObject({ outcome: 'partial', apps: [{ standing: 'new' }, { standing: 'restored' }] });
  writeFileSync(environment.GO, '');
  expect(await ended(await taken(`/v1/releases/${id}/finish`, {}))).toMatchObject({ outcome: 'done' });
  expect(await versions()).toEqual(['4.5.0', '4.5.0']);
  expect(ran()).toEqual(['migrate']);
});

test('a worker that is killed while one runs: the next one waits for it, and it ran once', async () => {
  const command = `${note('begun')}; until [ -e "$GO" ]; do sleep 0.05; done; ${note('over')}`;
  await hooks({ name: 'migrate', when: 'before-switch', run: 'once', command });
  const id = await begin('5.0.0');
  await until('the hook being at it', 60, () => Promise.resolve(ran().includes('begun')));
  estate.workers[0]!.kill('SIGKILL');
  estate.startWorker('second');
  const waits = async (): Promise<boolean> =>
    JSON.stringify((await ask('GET', `/v1/releases/${id}`)).body).includes('another command on this host');
  await until('the next worker waiting for it', 60, waits);
  writeFileSync(environment.GO, '');
  expect(await ended(id)).toMatchObject({ outcome: 'done' });
  expect(ran()).toEqual(['begun', 'over']);
  expect(await versions()).toEqual(['5.0.0', '5.0.0']);
});

/** Files below a directory that hold a text. */
const holding = (dir: string, text: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(text));

test('a secret reaches hooks and the application, and nothing that is kept, shown or seen among the programs of a host', async () => {
  const base64 = Buffer.from(sentinel).toString('base64').slice(0, 30);
  const variables = { DB: { secret: 'shop' }, SAID: '{app} {version}', GONE: { secret: 'nobody-has' } };
  const set = await ask('PATCH', '/v1/groups/server', { variables });
  expect(set.status, JSON.stringify(set.body)).toBe(200);
  const look =
    'cat /proc/[0-9]*/cmdline >"$OUT.ps" 2>/dev/null; echo "of the app: $SAID, $DB"; printf %s "$DB" | base64';
  await hooks({
    name: 'look',
    when: 'before-switch',
    command: look,
    environment: { ...environment, DB: { secret: 'shop' } },
  });
  const early = await ended(await begin('5.0.0'));
  expect(JSON.stringify(early)).toContain('variables.GONE names the secret nobody-has');
  const warned = await planOf('5.0.0');
  expect(JSON.stringify(warned.body)).toContain('variables.GONE names the secret nobody-has');
  const doctor = await estate.rex({ action: 'doctor', k: 'server1' });
  expect(JSON.stringify(doctor.body)).toContain('variables.GONE names the secret nobody-has');
  await ask('PATCH', '/v1/groups/server', { variables: { ...variables, GONE: null } });

  const plan = await planOf('5.0.0');
  expect(JSON.stringify(plan.body)).toContain('"name":"DB","value":"[secret]"');
  const id = await begin('5.0.0', { plan: plan.at('hash'), provenance: { version: '5.0.0' } });
  expect(await ended(id)).toMatchObject({ outcome: 'done' });
  const log = JSON.stringify((await ask('GET', `/v1/releases/${id}/logs`)).body);
  expect(log).toContain('of the app: server1 5.0.0, ***');
  const pid = (await estate.served(estate.hosts[0]!))!.pid;
  const runs = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  expect(runs).toEqual(expect.arrayContaining([`DB=${sentinel}`, 'SAID=server1 5.0.0']));

  await hooks({ name: 'look', when: 'after-start', command: `${look}; echo "refused: $DB" >&2; exit 3` });
  const failed = await ended(await begin('6.0.0', { provenance: { version: '6.0.0' } }));
  expect(failed.apps[0]!.trouble!.message).toContain('refused: ***');
  const back = (await estate.served(estate.hosts[0]!))!.pid;
  expect(readFileSync(`/proc/${back}/environ`, 'utf8')).toContain('SAID=server1 5.0.0');

  const seen = [
    JSON.stringify([set.body, warned.body, doctor.body, plan.body, failed]),
    log,
    readFileSync(`${environment.OUT}.ps`, 'latin1'),
    readFileSync(dump(estate, 'prod', 'all'), 'latin1'),
    JSON.stringify((await ask('GET', '/v1/fleet')).body),
  ];
  expect(seen[2]).toContain('sh');
  for (const text of [sentinel, base64]) {
    expect(seen.map((one) => one.includes(text))).toEqual(seen.map(() => false));
    expect(['logs', 'redis', 'data'].flatMap((name) => holding(join(estate.dir, name), text))).toEqual([]);
  }
});
