import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { askJson } from './support/described.js';
import { startEstate, until, type Answer, type Estate } from './support/estate.js';
import { settledJob } from './support/job.js';
import { packed, servePackages, type PackageServer } from './support/packages.js';

// Hooks that run on the worker what its config.yml allows.
vi.setConfig({ testTimeout: 120_000 });

let estate: Estate;
let served: PackageServer;
const out = `/tmp/rexflow-hooks-${process.pid}.out`;
const packages: Record<string, Buffer> = {};
const line = (text: string): string[] => ['sh', '-c', `{ ${text}; } >>${out}`];
beforeAll(async () => {
  served = await servePackages(packages);
  estate = await startEstate({
    apps: [{}, {}],
    config: {
      lease: { life: 5 },
      hooks: {
        allowed: {
          migrate: {
            command: line('env | grep "^REXFLOW_HOOK\\|^REXFLOW_MYSQL\\|^REXFLOW_GROUP"; echo 12 tables >&2'),
          },
          back: { command: line('echo back from $REXFLOW_STAMP') },
          fails: { command: ['sh', '-c', 'echo no table; exit 3'] },
          hangs: { command: line('echo begun $$; sleep 1000') },
        },
      },
    },
  });
});
afterAll(async () => {
  await served?.close();
  await estate?.stop();
  rmSync(out, { force: true });
});
beforeEach(() => rmSync(out, { force: true }));

const ask = (method: string, path: string, body?: unknown) => askJson(estate, method, path, body);
const ran = (): string[] => (existsSync(out) ? readFileSync(out, 'utf8').trim().split('\n') : []);
const versions = () => Promise.all(estate.hosts.map(async (host) => (await estate.served(host))?.version));

async function hook(command: string, more: object = {}): Promise<void> {
  const commands = [{ name: 'tables', when: 'before-switch', run: 'once', on: 'worker', command, ...more }];
  const set = await ask('PATCH', '/v1/groups/server', { hooks: { commands } });
  expect(set.status, JSON.stringify(set.body)).toBe(200);
}

async function begin(path: string, body: object): Promise<string> {
  const taken = await ask('POST', path, body);
  expect(taken.status, JSON.stringify(taken.body)).toBe(202);
  return String(taken.at('id'));
}

function sourceOf(version: string) {
  packages[`${version}.tgz`] = packed({ VERSION: `${version}\n` });
  return { type: 'url', url: `${served.url}/${version}.tgz`, full: 1 };
}

const release = (version: string): Promise<string> =>
  begin('/v1/releases', { apps: 'server', source: sourceOf(version) });
async function ended(id: string): Promise<Answer> {
  await settledJob(estate, id);
  return await ask('GET', `/v1/releases/${id}`);
}

test('a plan names it, a release runs it once before any host is switched, and an undo what undoes it', async () => {
  await hook('migrate', { onUndo: 'back' });
  const plan = await ask('POST', '/v1/releases/plan?wait=60', { apps: 'server', source: sourceOf('2.0.0') });
  expect(plan.at('apps.0.hooks')).toMatchObject([{ name: 'tables', command: 'migrate', onWorker: true }]);
  expect(plan.at('apps.1.hooks')).toBeUndefined();
  expect(ran()).toEqual([]);
  const id = await release('2.0.0');
  const done = await ended(id);
  expect(done.at('outcome'), JSON.stringify(done.body)).toBe('done');
  // Nothing of the worker's own environment.
  expect(ran().sort()).toEqual(['REXFLOW_GROUP=server', 'REXFLOW_HOOK=tables']);
  expect(JSON.stringify((await ask('GET', `/v1/releases/${id}/logs`)).body)).toContain('12 tables');
  const undone = await ended(await begin(`/v1/releases/${id}/undo`, {}));
  expect(undone.at('outcome')).toBe('done');
  expect(ran().at(-1)).toMatch(/^back from \d/);
});

test('one that fails leaves every host as it was, and one that is not allowed is refused before', async () => {
  const before = await versions();
  await hook('fails');
  const failed = await ended(await release('3.0.0'));
  expect(failed.at('apps.0.trouble')).toMatchObject({ code: 'HOOK_FAILED' });
  expect(failed.at('apps.0.trouble.message')).toContain('no table');
  await hook('other');
  const refused = await ended(await release('3.0.0'));
  expect(refused.at('trouble')).toMatchObject({ code: 'HOOK_NOT_ALLOWED' });
  const doctor = await ask('GET', '/v1/doctor');
  const found = JSON.stringify(doctor.body);
  expect(found).toContain('hooks are to run on workers what these do not allow');
  expect(await versions()).toEqual(before);
});

test('a worker that dies in the middle takes it along, and the next one leaves it to a person', async () => {
  const before = await versions();
  await hook('hangs');
  const id = await release('4.0.0');
  await until('the hook being at it', 60, () => Promise.resolve(ran().length > 0));
  const pid = ran()[0]!.split(' ')[1]!;
  estate.workers[0]!.kill('SIGKILL');
  await until('its end', 10, () => Promise.resolve(!existsSync(`/proc/${pid}`)));
  writeFileSync(join(estate.dir, 'second'), '');
  estate.startWorker('second');
  const end = await ended(id);
  expect(end.at('apps.0.trouble')).toMatchObject({ code: 'HOOK_UNCERTAIN' });
  expect(end.at('apps.0.trouble.message')).toContain('tables began on the worker');
  expect(ran()).toHaveLength(1);
  expect(await versions()).toEqual(before);
});
