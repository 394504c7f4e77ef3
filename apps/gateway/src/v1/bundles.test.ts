import { createHash, randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { createPackages, createStore, describeTree } from '#bundle';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Heard, startTestGateway, rex, type TestGateway } from '../testGateway.fixture.js';
import { ask } from './asking.fixture.js';

const limit = 2_000_000;
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ package: { max_bytes: limit } });
});
afterAll(() => gateway?.end());

const sumOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const upload = (file: Buffer, headers: Record<string, string> = {}): Promise<Heard> =>
  ask(gateway, 'POST', '/v1/bundles', { file, headers });
const stored = (): string[] => {
  try {
    return readdirSync(join(gateway.config.directories.store, '.packages')).sort();
  } catch {
    return [];
  }
};

test('the body is the file, whatever it is called; the same bytes again are the same bundle', async () => {
  const bytes = randomBytes(1_500_000);
  const id = sumOf(bytes);
  const made = await upload(bytes, {
    'x-content-sha256': id.toUpperCase(),
    'x-file-name': encodeURIComponent('../应用.tgz'),
    'content-type': 'application/json',
  });
  expect([made.status, made.headers.get('location')]).toEqual([201, `/v1/bundles/${id}`]);
  const expected = { id, kind: 'package', digest: id, name: '应用.tgz', bytes: 1_500_000, files: null, release: null };
  expect(made.body).toMatchObject(expected);
  const again = await upload(bytes, { 'x-file-name': 'other.tgz' });
  expect([again.status, again.body]).toEqual([200, made.body]);
  expect((await ask(gateway, 'GET', `/v1/bundles/${id}`)).body).toEqual(made.body);
  expect(stored()).toEqual([id]);
  const audit = await ask(gateway, 'GET', '/v1/audit?action=bundle');
  expect(audit.body.items).toMatchObject([{ user: 'admin' }, { details: { bundle: id, name: '应用.tgz' } }]);
});

test('other bytes than announced, a form, no bytes, too many bytes, no token: refused, and nothing stays', async () => {
  const before = stored();
  const bytes = randomBytes(1000);
  const refusals = [
    await upload(bytes, { 'x-content-sha256': 'b'.repeat(64) }),
    await upload(bytes, { 'x-content-sha256': 'short' }),
    await upload(bytes, { 'x-file-name': '%zz' }),
    await upload(bytes, { 'content-type': 'multipart/form-data; boundary=x' }),
    await upload(Buffer.alloc(0)),
    await upload(randomBytes(limit + 1)),
    await ask(gateway, 'POST', '/v1/bundles', { file: bytes, token: '' }),
  ];
  expect(refusals.map(({ status, body }) => [status, body.code])).toEqual([
    [400, 'BUNDLE_MISMATCH'],
    [400, 'PARAMETER_INVALID'],
    [400, 'PARAMETER_INVALID'],
    [400, 'BODY_MALFORMED'],
    [400, 'BODY_MALFORMED'],
    [413, 'BODY_TOO_LARGE'],
    [401, 'TOKEN_INVALID'],
  ]);
  expect(stored()).toEqual(before);
});

/** Sends a body piece by piece, without saying before how long it is. */
function sending() {
  const call = request(`${gateway.url}/v1/bundles`, {
    method: 'POST',
    headers: { authorization: `Bearer ${gateway.token}` },
  });
  const answered = new Promise<number | string>((resolve) => {
    call.once('response', (response) => {
      resolve(response.resume().statusCode!);
    });
    call.once('error', (error) => {
      resolve(error.message);
    });
  });
  return { call, answered };
}

const until = async (seen: () => boolean): Promise<void> => {
  while (!seen()) await new Promise((resolve) => setImmediate(resolve));
};

test('a body without a length is ended at the limit', async () => {
  const before = stored();
  const { call, answered } = sending();
  call.write(randomBytes(limit));
  call.write(randomBytes(10));
  expect(await answered).toBe(413);
  call.destroy();
  await until(() => stored().length === before.length);
  expect(stored()).toEqual(before);
});

test('an upload that breaks off leaves nothing', async () => {
  const before = stored();
  const { call, answered } = sending();
  call.write(randomBytes(100_000));
  await until(() => stored().length > before.length);
  call.destroy();
  await answered;
  await until(() => stored().length === before.length);
  expect(stored()).toEqual(before);
});

test('a release names an uploaded package, and one that is not there is refused', async () => {
  const bundle = sumOf(Buffer.from('a package'));
  const body = { apps: 'server1', source: { type: 'bundle', id: bundle, full: 2 } };
  const unknown = await ask(gateway, 'POST', '/v1/releases', { body });
  expect([unknown.status, unknown.body.code]).toEqual([404, 'BUNDLE_UNKNOWN']);
  const asRex = { action: 'release', k: 'server1', bundle, full: '2' };
  expect((await rex(gateway, asRex)).status).toBe(404);
  await upload(Buffer.from('a package'));
  const old = new Date(Date.now() - 86_400_000);
  const place = join(gateway.config.directories.store, '.packages', bundle);
  await utimes(place, old, old);
  const taken = await ask(gateway, 'POST', '/v1/releases', { body });
  expect(taken.status).toBe(202);
  expect(taken.body.parameters).toMatchObject({ bundle, full: '2' });
  // It is in use from then on.
  expect(await createPackages(gateway.config.directories.store).prune([], 3_600_000)).toEqual([]);
  const several = { apps: ['server1', 'flow1'], source: body.source };
  expect((await ask(gateway, 'POST', '/v1/releases', { body: several })).body.code).toBe('SEVERAL_GROUPS');
});

test('what releases sealed is listed with the packages, page by page, and told apart file by file', async () => {
  const store = createStore(gateway.config.directories.store);
  const seal = async (id: string, files: Record<string, string>): Promise<void> => {
    await store.workspace(id);
    const dir = store.programDir(id, 'server');
    await mkdir(dir, { recursive: true });
    for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text);
    const tree = await describeTree(dir);
    await store.seal(id, { groups: { server: tree }, configs: { server1: { entries: [] } } });
  };
  const jobs = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];
  await seal(`${jobs[0]}.1`, { a: '1', b: '1', c: '1' });
  await seal(`${jobs[1]}.2`, { a: '2', b: '1', d: '12' });
  const bundle = await ask(gateway, 'GET', `/v1/bundles/${jobs[1]}.2`);
  expect(bundle.body).toMatchObject({
    kind: 'sealed',
    release: jobs[1],
    bytes: 4,
    files: 3,
    groups: ['server'],
    apps: ['server1'],
  });

  const all = (await ask(gateway, 'GET', '/v1/bundles')).body.items as { id: string; createdAt: string }[];
  const times = all.map(({ createdAt }) => createdAt);
  expect(times).toEqual(times.toSorted().reverse());
  const paged: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = await ask(gateway, 'GET', `/v1/bundles?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`);
    paged.push(...(page.body.items as { id: string }[]).map(({ id }) => id));
    cursor = page.body.next as string | null;
  }
  expect(paged).toEqual(all.map(({ id }) => id));
  const sealed = (await ask(gateway, 'GET', '/v1/bundles?kind=sealed')).body.items as { id: string }[];
  expect(sealed.map(({ id }) => id).sort()).toEqual([`${jobs[0]}.1`, `${jobs[1]}.2`]);
  expect((await ask(gateway, 'GET', '/v1/bundles?cursor=x')).body.code).toBe('PARAMETER_INVALID');

  const diff = await ask(gateway, 'GET', `/v1/bundles/${jobs[0]}.1/diff/${jobs[1]}.2`);
  expect(diff.body).toEqual({
    from: `${jobs[0]}.1`,
    to: `${jobs[1]}.2`,
    trees: [
      {
        kind: 'program',
        name: 'server',
        total: 3,
        changed: 1,
        bytes: 3,
        deleted: 1,
        added: 1,
        paths: { changed: ['a'], deleted: ['c'], added: ['d'] },
      },
      {
        kind: 'config',
        name: 'server1',
        total: 0,
        changed: 0,
        bytes: 0,
        deleted: 0,
        added: 0,
        paths: { changed: [], deleted: [], added: [] },
      },
    ],
  });
  const packed = all.find(({ id }) => id.length === 64)!.id;
  const refused = await ask(gateway, 'GET', `/v1/bundles/${jobs[0]}.1/diff/${packed}`);
  expect([refused.status, refused.body.code]).toEqual([409, 'BUNDLE_NOT_SEALED']);
  for (const id of ['nothing', jobs[0], '..%2F..%2Fetc', '.packages']) {
    expect((await ask(gateway, 'GET', `/v1/bundles/${id}`)).body.code).toBe('BUNDLE_UNKNOWN');
  }
});
