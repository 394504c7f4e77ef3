import { realpathSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askJson } from './support/described.js';
import { startEstate, type Answer, type Estate } from './support/estate.js';
import { callerOf, type Caller } from './support/rexflow.js';
import { fillUpdateDirectory } from './support/update.js';

const commit = '9f3c2ab0c1d2e3f4a5b6c7d8e9f0a1b2c3d4e5f6';
const gitlab = {
  ...{ GITLAB_CI: 'true', CI: 'true', CI_COMMIT_SHA: commit, CI_COMMIT_TAG: 'v3.1.0', CI_COMMIT_REF_NAME: 'v3.1.0' },
  ...{ CI_JOB_URL: 'https://gitlab.example/shop/-/jobs/4711', GITLAB_USER_LOGIN: 'zhang.min' },
};

let estate: Estate;
let caller: Caller;
beforeAll(async () => {
  estate = await startEstate({
    apps: [{}, {}],
    uat: { version: '7.0.0' },
    config: { versions: { links: { commit: 'https://git.example/{group}/commit/{commit}' } } },
  });
  caller = callerOf(estate, { ...gitlab, REXFLOW_URL: estate.url, REXFLOW_TOKEN: estate.token });
});
afterAll(async () => {
  await estate?.stop();
});

const ask = (method: string, path: string, body?: unknown): Promise<Answer> => askJson(estate, method, path, body);

/** Releases or rolls back, and gives the request as it ended. */
async function carriedOut(path: string, body: object): Promise<Answer> {
  const taken = await ask('POST', path, body);
  expect(taken.status, JSON.stringify(taken.body)).toBe(202);
  const id = String(taken.at('id'));
  const headers = { authorization: `Bearer ${estate.token}`, accept: 'text/event-stream' };
  await (await fetch(`${estate.url}/v1/releases/${id}/events`, { headers })).text();
  return await ask('GET', `/v1/releases/${id}`);
}

const live = async (): Promise<unknown[]> =>
  ((await ask('GET', '/v1/apps?group=server')).at('items') as { live: unknown }[]).map((app) => app.live);
const keysAt = async (query: string): Promise<string[]> =>
  ((await ask('GET', `/v1/apps?${query}`)).at('items') as { key: string }[]).map(({ key }) => key);
const idsAt = async (query: string): Promise<string[]> =>
  ((await ask('GET', `/v1/releases?${query}`)).at('items') as { id: string }[]).map(({ id }) => id);

let first: string;
let second: string;

test('a version that nobody tells is found in the program, and stands in every answer', async () => {
  const rex = await estate.rex({ action: 'release', k: 'server', senv: 'uat' });
  expect(rex.at('code')).toBe('0');
  first = String(rex.at('job'));
  expect(rex.at('data.data.0.versions')).toEqual({
    '0': { app_key: 'server1', version: '7.0.0', commit: {} },
    '1': { app_key: 'server2', version: '7.0.0', commit: {} },
  });
  const job = await estate.call(`/rex/jobs/${first}?token=${estate.token}`);
  expect(job.at('data.apps.0') ?? job.at('apps.0')).toMatchObject({ version: '7.0.0' });
  const list = await estate.rex({ action: 'list' });
  expect(list.at('data.versions')).toEqual({ server1: '7.0.0', server2: '7.0.0' });
  const release = await ask('GET', `/v1/releases/${first}`);
  expect(release.body).toMatchObject({
    provenance: { version: '7.0.0', commit: null, branch: null, build: null },
    links: { commit: null, build: null },
    versions: ['7.0.0'],
    ...{ note: null, onBehalfOf: null },
    apps: [{ provenance: { version: '7.0.0' } }, { provenance: { version: '7.0.0' } }],
  });
  expect(await live()).toMatchObject([{ version: '7.0.0', commit: null }, { version: '7.0.0' }]);
});

test('what is given goes before what is found, and is told with its links', async () => {
  fillUpdateDirectory(estate, '8.0.0');
  const given = {
    provenance: { version: '8.0.1', commit, branch: 'main', build: 'https://ci.example/4711' },
    ...{ note: 'fixes the basket', onBehalfOf: 'Li Na' },
  };
  const release = await carriedOut('/v1/releases', { apps: 'server', source: { type: 'updateDirectory' }, ...given });
  second = String(release.at('id'));
  expect(release.body).toMatchObject({
    ...{ outcome: 'done', versions: ['8.0.1'], ...given },
    request: given,
    links: { commit: `https://git.example/server/commit/${commit}`, build: 'https://ci.example/4711' },
    apps: [{ provenance: given.provenance }, { provenance: given.provenance }],
  });
  const events = (await ask('GET', `/v1/releases/${second}/events?after=0`)).at('items') as {
    kind: string;
    data: unknown;
  }[];
  expect(events[0]).toMatchObject({ kind: 'accepted', data: { version: '8.0.1', commit, note: 'fixes the basket' } });
  expect(events.at(-1)).toMatchObject({ kind: 'settled', data: { outcome: 'done', versions: ['8.0.1'] } });
  expect(estate.logs('gateway')).toContain('"version":"8.0.1"');
  const [line] = (await ask('GET', '/v1/audit?limit=1')).at('items') as { details: unknown }[];
  expect(line!.details).toMatchObject({ version: '8.0.1', on_behalf_of: 'Li Na' });
});

test('releases, and the apps that run them now, are found by version and by the first digits of a commit', async () => {
  expect(await idsAt('version=8.0.1')).toEqual([second]);
  expect(await idsAt(`commit=${commit.slice(0, 5)}`)).toEqual([second]);
  expect(await idsAt('version=8.0.1&action=rollback')).toEqual([]);
  expect(await keysAt('version=8.0.1')).toEqual(['server1', 'server2']);
  expect(await keysAt('version=8.0.1&keys=server2,server9')).toEqual(['server2']);
  expect(await keysAt('version=7.0.0')).toEqual([]);
  expect(await keysAt(`commit=${commit}&group=other`)).toEqual([]);
  expect((await ask('GET', '/v1/apps?commit=xyz')).at('detail')).toContain('commit');
});

test('a rollback tells the version it goes back to, and that one runs again', async () => {
  const back = await carriedOut('/v1/rollbacks', { apps: 'server1', note: 'too slow', onBehalfOf: 'Li Na' });
  expect(back.body).toMatchObject({
    ...{ outcome: 'done', versions: ['7.0.0'], note: 'too slow', onBehalfOf: 'Li Na' },
    provenance: { version: '7.0.0', commit: null },
  });
  expect(await live()).toMatchObject([{ version: '7.0.0' }, { version: '8.0.1', commit }]);
  expect(await keysAt('version=7.0.0')).toEqual(['server1']);
  expect(await idsAt('version=7.0.0')).toEqual([back.at('id'), first]);
  const app = await ask('GET', '/v1/apps/server1');
  expect((app.at('history') as { provenance: { version: string } }[]).map((past) => past.provenance.version)).toEqual([
    ...['7.0.0', '8.0.1', '7.0.0'],
  ]);
});

test('a release that failed changes nothing of what runs', async () => {
  fillUpdateDirectory(estate, '9.9.9', { server1: 'fail=exit' });
  const failed = await carriedOut('/v1/releases', { apps: 'server1', source: { type: 'updateDirectory' } });
  expect(failed.body).toMatchObject({ outcome: 'failed', versions: ['9.9.9'] });
  expect(await keysAt('version=9.9.9')).toEqual([]);
  expect(await keysAt('version=7.0.0')).toEqual(['server1']);
});

test('the command takes versions, finds what a CI job builds, and tells who runs what', async () => {
  fillUpdateDirectory(estate, '3.0.0');
  const plan = await caller.call('plan', 'server2');
  expect(plan.stdout).toMatch(/^plan of a release of 3\.1\.0: /m);
  const released = await caller.call('release', 'server2', '--note', 'as the customer asked', '--json');
  expect(JSON.parse(released.stdout)).toMatchObject({
    provenance: { version: '3.1.0', commit, branch: null, build: gitlab.CI_JOB_URL },
    ...{ note: 'as the customer asked', onBehalfOf: 'zhang.min' },
  });
  const plain = await caller.call('release', 'server2', '--no-ci', '--version', '3.0.1', '--json');
  expect(JSON.parse(plain.stdout)).toMatchObject({ provenance: { version: '3.0.1', commit: null }, onBehalfOf: null });
  const where = await caller.call('where', '--version', '3.0.1');
  expect(where).toMatchObject({ status: 0, stderr: '' });
  expect(where.stdout).toMatch(/^server +3\.0\.1 +server2 +127\.\S+ +20/m);
  expect(where.stdout).toContain('1 app on 1 host');
  expect((await caller.call('where', '--commit', commit)).stdout).toContain('nothing runs it');
  expect(JSON.parse((await caller.call('where', 'server', '--json')).stdout)).toMatchObject({
    items: [
      { key: 'server1', live: { version: '7.0.0' } },
      { key: 'server2', live: { version: '3.0.1' } },
    ],
  });
  expect((await caller.call('list', '--version', '3.1.0')).stdout).toMatch(/ release +3\.1\.0 +admin +done /);
  expect((await caller.call('apps')).stdout).toMatch(
    /^server2 +server +127\.\S+ +well +unknown +\d+ \w+ ago +3\.0\.1 /m,
  );
  expect((await caller.call('app', 'show', 'server2')).stdout).toMatch(/live 3\.0\.1 \(\d{8}_\d{6}\)/);
});

test('a promotion carries on what the other environment has recorded of its program', async () => {
  for (const table of ['rexflow_requests', 'rexflow_host_releases'])
    await estate.rows(`CREATE TABLE uat.${table} LIKE prod.${table}`);
  // A column that the database makes itself is passed over, where it would be refused otherwise.
  await estate.rows('INSERT IGNORE INTO uat.rexflow_requests SELECT * FROM prod.rexflow_requests WHERE id = ?', [
    second,
  ]);
  await estate.rows(
    "INSERT INTO uat.rexflow_host_releases SELECT * FROM prod.rexflow_host_releases WHERE request_id = ? AND app_key = 'server1'",
    [second],
  );
  await estate.rows("UPDATE uat.rexflow_host_releases SET version = '7.0.0-rc.2', program_after = ?", [
    realpathSync(estate.uat!.app.programLink),
  ]);
  const promoted = await caller.call('promote', 'server', '--from', 'uat', '--json');
  expect(JSON.parse(promoted.stdout)).toMatchObject({
    provenance: { version: '7.0.0-rc.2', commit, branch: 'main', build: 'https://ci.example/4711' },
    onBehalfOf: 'zhang.min',
  });
});

test('a retry ships the same bundle under the same version', async () => {
  fillUpdateDirectory(estate, '10.0.0', { server2: 'fail=exit' });
  const body = { apps: 'server', source: { type: 'updateDirectory' }, policy: 'continue' };
  const partial = await carriedOut('/v1/releases', body);
  expect(partial.body).toMatchObject({ outcome: 'partial', versions: ['10.0.0'] });
  const again = await carriedOut(`/v1/releases/${String(partial.at('id'))}/retry`, {});
  expect(again.body).toMatchObject({
    versions: ['10.0.0'],
    apps: [{ app: 'server2', provenance: { version: '10.0.0' } }],
  });
});

test.each([
  [{ provenance: { commit: 'main' } }, 'provenance.commit'],
  [{ provenance: { version: '' } }, 'provenance.version'],
  [{ provenance: { build: 'javascript:alert(1)' } }, 'provenance.build'],
  [{ provenance: { colour: 'red' } }, 'provenance.colour'],
  [{ note: 'x'.repeat(2001) }, 'note'],
  [{ onBehalfOf: 'a\nb' }, 'onBehalfOf'],
])('%j is refused by the name of its member', async (more, field) => {
  const refused = await ask('POST', '/v1/releases', { apps: 'server', source: { type: 'updateDirectory' }, ...more });
  expect(refused.status).toBe(400);
  expect(refused.at('detail')).toContain(field);
});
