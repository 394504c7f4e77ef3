import { readFileSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';
import { endProcess } from '#provision';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, form, type Answer } from './support/client.js';
import { startEstate, until, type Estate } from './support/estate.js';
import { dump, restore, startBeside } from './support/installation.js';
import { callerOf } from './support/rexflow.js';
import { expectRest, scenesOf } from './support/scene.js';
import { ship } from './support/update.js';

let estate: Estate;
const stops: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  estate = await startEstate({ apps: [{}, {}] });
  expect((await estate.rex({ action: 'Enter:route:download', k: 'server', update: '1' })).at('code')).toBe('0');
});
afterAll(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
  await estate?.stop();
});

const on = (at: number, name: string): string =>
  readFileSync(join(estate.hosts[at]!.app.dir, `.rexflow/server${at + 1}`, name), 'utf8');
const fences = (): number[] => [0, 1].map((at) => Number(on(at, 'fence')));
const versions = async () => await Promise.all(estate.hosts.map(async (host) => (await estate.served(host))?.version));
const done = (answer: Answer): void => expect(answer.at('code'), JSON.stringify(answer.body)).toBe('0');
/** A list comes as an object in these answers. */
const warningsOf = (answer: Answer): string[] =>
  Object.values((answer.at('data.warnings') ?? {}) as object) as string[];
const ask = async (path: string, token = estate.token, url = estate.url): Promise<Answer> =>
  await call(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } });

let older: string;

/** The database as it was, where it does not know the names of later releases. */
async function restoreOlder(): Promise<void> {
  await restore(estate, 'prod', older);
  await pastNewest();
}

/**
 * Until the clock is past what runs on the first host: an older database, and another rexflow, do not know that a directory bears
 * that name, and releases that follow each other quickly bear names that are ahead of the clock.
 */
async function pastNewest(): Promise<void> {
  const newest = basename(realpathSync(estate.hosts[0]!.app.programLink)).slice(-'YYYYMMDD_HHmmss'.length);
  await until('the second after the newest release', 20, () => Promise.resolve(localStamp(new Date()) > newest));
}

/** A moment as the names of release directories have it. */
function localStamp(at: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`;
  return `${date}_${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`;
}

test('a database restored to an older dump catches up with its hosts at the next release, and says so', async () => {
  done(await ship(estate, 'A'));
  older = dump(estate, 'prod', 'older');
  for (const version of ['B', 'C', 'D']) done(await ship(estate, version));
  const before = fences();
  await restoreOlder();
  const answer = await ship(estate, 'E');
  done(answer);
  expect(await versions()).toEqual(['E', 'E']);
  expect(warningsOf(answer)).toEqual(
    [0, 1].map((at) => expect.stringMatching(new RegExp(`^server${at + 1} .*fence ${before[at]}.*caught up`))),
  );
  for (const at of [0, 1]) expect(fences()[at]).toBeGreaterThan(before[at]!);
  const { items } = (await ask('/v1/audit?action=catchup')).body as { items: { details: object; user: string }[] };
  expect(items.map(({ user, details }) => [user, details])).toEqual(
    expect.arrayContaining([0, 1].map((at) => ['admin', expect.objectContaining({ seen: String(before[at]) })])),
  );
  const job = String((await ask('/v1/releases?limit=1')).at('items.0.id'));
  const release = await ask(`/v1/releases/${job}`);
  expect(release.at('warnings')).toEqual(warningsOf(answer));
  const events = (await ask(`/v1/releases/${job}/events`)).body as { items: { data: object }[] };
  expect(events.items.filter(({ data }) => 'caughtUp' in data)).toHaveLength(2);
  const next = await ship(estate, 'F');
  done(next);
  expect(warningsOf(next)).toEqual([]);
  await expectRest(estate);
});

test('a start or stop catches up as well', async () => {
  await restoreOlder();
  const answer = await estate.rex({ action: 'service', k: 'server', a: 'restart' });
  done(answer);
  expect(warningsOf(answer)).toHaveLength(2);
});

test('an empty database takes its name from the store, and catches up', async () => {
  await Promise.all([estate.gateway, ...estate.workers].map((child) => endProcess(child.pid!, 20_000)));
  const [rows] = await estate.sql.query('SELECT * FROM pre_server_detail');
  await restore(estate, 'prod', null);
  estate.startGateway();
  await until(
    'the gateway answering',
    20,
    async () => (await fetch(`${estate.url}/healthz`).catch(() => null))?.ok ?? false,
  );
  for (const row of rows as object[]) await estate.sql.query('INSERT INTO pre_server_detail SET ?', [row]);
  estate.password = await estate.createAdmin('admin');
  estate.startWorker('worker2');
  await until('rexflow being ready', 20, async () => (await estate.call('/readyz')).status === 200);
  const login = await estate.call('/login', {
    method: 'POST',
    body: form({ username: 'admin', password: estate.password }),
  });
  estate.token = String(login.at('token'));
  const before = fences();
  const answer = await ship(estate, 'G');
  done(answer);
  expect(warningsOf(answer)).toHaveLength(2);
  expect(await versions()).toEqual(['G', 'G']);
  for (const at of [0, 1]) expect(fences()[at]).toBeGreaterThan(before[at]!);
  const { findings } = (await ask('/v1/doctor')).body as { findings: { name: string; state: string }[] };
  expect(findings.find(({ name }) => name === 'installation')).toMatchObject({ state: 'ok' });
});

const refusals = (answer: Answer): unknown[] =>
  [0, 1].map((at) => [
    answer.at(`data.data.0.data.${at}.error`),
    answer.at(`data.data.0.data.${at}.standing`),
    String(answer.at(`data.data.0.data.${at}.advice`)).includes(`rexflow takeover server${at + 1} --reason`),
  ]);

test('a second rexflow with a database of its own is refused by name, each time, while the first one goes on', async () => {
  await restore(estate, 'second', null);
  const second = await startBeside(estate, { database: 'second', password: null }, stops);
  await estate.sql.query('INSERT INTO second.pre_server_detail SELECT * FROM prod.pre_server_detail');
  done(await second.rex({ action: 'Enter:route:download', k: 'server', update: '1' }));
  const before = await scenesOf(estate);
  for (let round = 0; round < 6; round += 1) {
    const answer = await second.rex({ action: 'release', k: 'server' });
    expect(refusals(answer)).toEqual([
      ['INSTALLATION_OTHER', 'old', true],
      ['INSTALLATION_OTHER', 'old', true],
    ]);
    expect(answer.at('msg')).toContain(on(0, 'installation').split('\n')[1]);
  }
  expect(await scenesOf(estate)).toEqual(before);
  done(await ship(estate, 'H'));
});

test('a copy of the database with a store of its own is a stranger, and tells so wherever one looks', async () => {
  await restore(estate, 'copy', dump(estate, 'prod', 'newest'));
  const copy = await startBeside(estate, { database: 'copy', password: estate.password }, stops);
  done(await copy.rex({ action: 'Enter:route:download', k: 'server', update: '1' }));
  const before = [await scenesOf(estate), fences()];
  const all: Record<string, string>[] = [
    { action: 'release', k: 'server' },
    { action: 'rollback', k: 'server' },
    { action: 'service', k: 'server', a: 'restart' },
  ];
  for (const asked of all) {
    const answer = await copy.rex(asked);
    expect(answer.at('code'), asked.action).toBe('-1');
    expect(answer.at('msg'), asked.action).toMatch(
      /server1 on 127.* belongs to another rexflow, prod on .*server2 on 127/,
    );
  }
  const plan = await copy.rex({ action: 'release', k: 'server', plan: '1' });
  expect(JSON.stringify(plan.body)).toContain('INSTALLATION_OTHER');
  const check = await copy.rex({ action: 'check', k: 'server' });
  expect(check.at('data.data.0.held_by.name')).toMatch(/^prod on /);
  const looked = await copy.rex({ action: 'doctor', k: 'server1' });
  expect(Object.values(looked.at('data.data.0.findings') as object)).toContainEqual(
    expect.objectContaining({ name: 'app.holder', state: 'failed' }),
  );
  const { findings } = (await ask('/v1/doctor', copy.token, copy.url)).body as { findings: { name: string }[] };
  expect(findings.find(({ name }) => name === 'installation')).toMatchObject({
    state: 'failed',
    advice: expect.stringContaining('rexflow takeover all --reason'),
  });
  expect(copy.logs('worker')).toContain('belong to different installations');
  expect([await scenesOf(estate), fences()]).toEqual(before);

  // It takes one of the two over.
  const missing = await copy.rex({ action: 'takeover', k: 'server1' });
  expect(missing.at('error.code')).toBe('PARAMETER_MISSING');
  const taken = await copy.rex({ action: 'takeover', k: 'server1', reason: 'ops1 was switched off' });
  done(taken);
  expect(taken.at('data.data.0.before.name')).toMatch(/^prod on /);
  expect(await scenesOf(estate)).toEqual(before[0]);
  done(await copy.rex({ action: 'release', k: 'server1' }));
  await pastNewest();
  const { items } = (await ask('/v1/audit?action=takeover', copy.token, copy.url)).body as { items: object[] };
  expect(items[0]).toMatchObject({ user: 'admin', details: { reason: 'ops1 was switched off' } });
  // The first one is refused there from now on, and nowhere else.
  const first = await ship(estate, 'I');
  expect(refusals(first)[0]).toEqual(['INSTALLATION_OTHER', 'old', true]);
  const alone = await estate.rex({ action: 'release', k: 'server2' });
  done(alone);
  expect((await versions())[1]).toBe('I');
  // And takes it back.
  const caller = callerOf(estate, { REXFLOW_URL: estate.url, REXFLOW_TOKEN: estate.token });
  const warned = await caller.call('check', 'server');
  expect(warned.stdout).toMatch(/warning: server1 .* belongs to another rexflow, .*rexflow takeover server1 --reason/);
  const unreasoned = await caller.call('takeover', 'server1');
  expect([unreasoned.status, unreasoned.stderr]).toEqual([2, expect.stringContaining('--reason')]);
  const back = await caller.call('takeover', 'server1', '--reason', 'it was not');
  expect([back.status, back.stderr]).toEqual([0, '']);
  expect(back.stdout).toMatch(/server1 +127\S+ +ours +prod on /);
  done(await ship(estate, 'J'));
  expect(await versions()).toEqual(['J', 'J']);
  await expectRest(estate);
});
