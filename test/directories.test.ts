import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import type { ChildProcess } from 'node:child_process';
import { basename, join } from 'node:path';
import { endProcess } from '#provision';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEstate, until, type Answer, type Estate } from './support/estate.js';
import { askJob } from './support/job.js';
import { packed } from './support/packages.js';
import { fillUpdateDirectory } from './support/update.js';

const mark = '.rexflow-id';
/** False for the files by which a worker reads the clock of the store: they may be gone before they are copied. */
const stays = (path: string): boolean => !basename(path).startsWith('.clock-');
let estate: Estate;
/** What the second worker takes for the directories. */
let other: string;
let second: ChildProcess;
let hired = 1;

/** One more worker, whose `directories` are somewhere else. */
async function hireOther(): Promise<ChildProcess> {
  const name = `other${hired++}`;
  const child = estate.startWorker(name, [], (text) => text.replaceAll(estate.data, other));
  await until(`${name} being ready`, 20, async () => estate.logs(name).includes('"msg":"ready"'));
  return child;
}

beforeAll(async () => {
  estate = await startEstate({ apps: [{}, {}], config: { worker: { shutdown: 2, handover: 1 } } });
  other = join(estate.dir, 'other-machine');
  fillUpdateDirectory(estate, '2.0.0');
  cpSync(estate.data, other, { recursive: true, preserveTimestamps: true, filter: stays });
  // As if it were the update directory of another machine, which nobody has filled for long.
  for (const path of ['updatedir/softdir', 'updatedir/configuredir', 'bundles'])
    rmSync(join(other, path, mark), { force: true });
  writeFileSync(join(other, 'updatedir/softdir/server/VERSION'), '0.0.0-wrong\n');
  second = await hireOther();
});
afterAll(() => estate?.stop());

const live = (): string[] =>
  estate.hosts.map(({ app }) => readFileSync(join(realpathSync(app.programLink), 'VERSION'), 'utf8').trim());
const ask = (method: string, path: string, body?: object): Promise<Answer> =>
  estate.call(path, {
    method,
    headers: { authorization: `Bearer ${estate.token}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
const findings = async () =>
  (await ask('GET', '/v1/doctor')).at('findings') as { name: string; state: string; message: string; advice: string }[];

test('what workers do not share is told: by the one that starts, by /readyz and by doctor', async () => {
  const log = /directories\.update_prodir is not one place: .*this worker/;
  await until('the log of it', 20, async () => log.test(estate.logs('other1')));
  const ready = await estate.call('/readyz');
  expect(ready.status).toBe(200);
  expect(ready.at('differing')).toContainEqual(
    expect.stringMatching(/^directories\.store is not one place: .*other-machine\/bundles of /),
  );
  const told = (await findings()).filter(({ name }) => name === 'directories.shared');
  expect(told.map(({ state }) => state)).toEqual(told.map(() => 'failed'));
  expect(told.map(({ message }) => /^directories\.(\w+)/.exec(message)![1])).toContain('update_prodir');
  expect(told[0]!.advice).toContain('Mount the same volume');
});

test('releases from the update directory are those of the one that was meant, whichever worker is asked', async () => {
  for (const version of ['2.1.0', '2.2.0', '2.3.0', '2.4.0', '2.5.0', '2.6.0']) {
    fillUpdateDirectory(estate, version);
    const answer = await estate.rex({ action: 'release', k: 'server' });
    expect(answer.at('code'), JSON.stringify(answer.body)).toBe('0');
    expect(live()).toEqual([version, version]);
  }
});

test('an upload is released by a worker that has the store of the gateway, and a bundle is carried from where it was sealed', async () => {
  for (const version of ['3.1.0', '3.2.0', '3.3.0', '3.4.0']) {
    const bytes = new Uint8Array(
      packed({
        VERSION: `${version}\n`,
        'app.mjs': readFileSync(join(realpathSync(estate.hosts[0]!.app.programLink), 'app.mjs'), 'utf8'),
      }),
    );
    const taken = await estate.call('/v1/bundles', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${estate.token}`,
        'content-type': 'application/octet-stream',
        'x-file-name': 'p.tgz',
      },
      body: bytes,
    });
    const answer = await estate.rex({ action: 'release', k: 'server', bundle: String(taken.at('id')), full: '1' });
    expect(answer.at('code'), JSON.stringify(answer.body)).toBe('0');
    expect(live()).toEqual([version, version]);
  }
});

test('the stages of a release work in one place, each after the other', async () => {
  fillUpdateDirectory(estate, '4.0.0');
  for (let times = 0; times < 4; times += 1) {
    for (const action of ['Enter:route:download', 'Deploy:Core:syncpro', 'Deploy:Core:diff'])
      expect((await estate.rex({ action, k: 'server' })).at('code'), action).toBe('0');
  }
  // Nobody had these directories: whoever was first made them, and all went on there.
  const made = ['softdir', 'configuredir', 'remotecomdir'].map((path) =>
    [estate.data, other].map((place) => existsSync(join(place, path))),
  );
  expect(made[0]!.filter(Boolean)).toHaveLength(1);
  expect(made).toEqual([made[0], made[0], made[0]]);
});

test('where only the other worker lives a release waits, says for what, and fails by name; nothing wrong goes live', async () => {
  const before = live();
  fillUpdateDirectory(estate, '5.0.0');
  await endProcess(estate.workers[0]!.pid!, 20_000);
  const answer = await estate.rex({ action: 'release', k: 'server' });
  expect(answer.at('code')).toBe('-1');
  expect(answer.at('msg')).toMatch(
    /no living worker has the directories\.update_prodir the request was accepted for \(mark [0-9a-f-]{36}\)/,
  );
  const [row] = await estate.rows('SELECT id, directories FROM rexflow_requests ORDER BY accepted_at DESC LIMIT 1');
  expect(JSON.parse(String(row!.directories))).toMatchObject({ updateProdir: { id: expect.any(String) } });
  const job = await askJob(estate, String(row!.id));
  expect(JSON.stringify(job.body)).toContain('DIRECTORY_AWAY');
  const waited = await estate.rows("SELECT 1 FROM rexflow_events WHERE request_id = ? AND kind = 'waiting'", [row!.id]);
  expect(waited.length).toBeGreaterThan(0);
  expect(live()).toEqual(before);

  await endProcess(second.pid!, 20_000);
  const mended = estate.startWorker('mended');
  await until('the worker being ready', 20, async () => estate.logs('mended').includes('"msg":"ready"'));
  expect(mended.exitCode).toBeNull();
  const good = await estate.rex({ action: 'release', k: 'server' });
  expect(good.at('code'), JSON.stringify(good.body)).toBe('0');
  expect(live()).toEqual(['5.0.0', '5.0.0']);
  await until('doctor being content', 30, async () =>
    (await findings()).some(({ name, state }) => name === 'directories.shared' && state === 'ok'),
  );
});

test('a directory made anew, and a copy of one with its mark, are told apart from the right one', async () => {
  expect(readdirSync(join(estate.data, 'bundles'))).toContain(mark);
  rmSync(join(estate.data, 'updatedir'), { recursive: true });
  fillUpdateDirectory(estate, '6.0.0');
  expect((await estate.rex({ action: 'release', k: 'server' })).at('code')).toBe('0');
  expect(live()).toEqual(['6.0.0', '6.0.0']);
  // Somebody set the second machine up by copying the first.
  rmSync(other, { recursive: true });
  mkdirSync(other, { recursive: true });
  cpSync(estate.data, other, { recursive: true, filter: stays });
  writeFileSync(join(other, 'updatedir/softdir/server/VERSION'), '0.0.0-wrong\n');
  await hireOther();
  for (const version of ['6.1.0', '6.2.0', '6.3.0']) {
    fillUpdateDirectory(estate, version);
    const answer = await estate.rex({ action: 'release', k: 'server' });
    expect(answer.at('code'), JSON.stringify(answer.body)).toBe('0');
    expect(live()).toEqual([version, version]);
  }
  expect((await estate.call('/readyz')).at('differing')).toContainEqual(expect.stringContaining('copy'));
});
