import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askDescribed, askJson } from './support/described.js';
import { startEstate, until, type Answer, type Estate } from './support/estate.js';
import { holdStage } from './support/gate.js';
import { pack } from './support/pack.js';
import { expectRest } from './support/scene.js';
import { liveOf, treeOf } from './support/seen.js';

let estate: Estate;
beforeAll(async () => {
  estate = await startEstate({ apps: [{}, {}], config: { package: { max_bytes: 1_000_000 } } });
});
afterAll(async () => {
  await estate?.stop();
});

const ask = (method: string, path: string, init?: RequestInit): Promise<Answer> =>
  askDescribed(estate, method, path, init);
const post = (path: string, body: unknown): Promise<Answer> => askJson(estate, 'POST', path, body);

/** Uploads with curl, as the manual has it. */
function upload(name: string, bytes: Buffer, ...words: string[]): { status: number; body: Record<string, unknown> } {
  const file = join(estate.dir, name);
  writeFileSync(file, bytes);
  const out = execFileSync(
    'curl',
    ['-sS', '-X', 'POST', '-T', file, '-H', `X-File-Name: ${name}`, '-H', `Authorization: Bearer ${estate.token}`]
      .concat(words)
      .concat(['-w', '\n%{http_code}', `${estate.url}/v1/bundles`]),
    { encoding: 'utf8' },
  );
  const cut = out.lastIndexOf('\n');
  return { status: Number(out.slice(cut + 1)), body: JSON.parse(out.slice(0, cut)) as Record<string, unknown> };
}

/** Releases a package to both servers and waits for the end. */
async function release(id: string, full: 1 | 2): Promise<Answer> {
  const taken = await post('/v1/releases', { apps: 'server', source: { type: 'bundle', id, full } });
  expect(taken.status, JSON.stringify(taken.body)).toBe(202);
  return await end(String(taken.at('id')));
}
async function end(id: string): Promise<Answer> {
  await ask('GET', `/v1/releases/${id}/events`, { headers: { accept: 'text/event-stream' } });
  return await ask('GET', `/v1/releases/${id}`);
}

const packages = (): string[] => readdirSync(join(estate.data, 'bundles', '.packages')).sort();
const apps = () => estate.hosts.map(({ app }) => app);
let first: { package: string; job: string };

test('a package is uploaded once and released by its sum, as one from a url would be', async () => {
  const before = apps().map((app) => treeOf(liveOf(app).program));
  const bytes = await pack('p.tgz', { 'lib/more.jar': 'more', VERSION: '2.0.0\n' });
  const id = createHash('sha256').update(bytes).digest('hex');
  expect(upload('p.tgz', bytes, '-H', `X-Content-Sha256: ${id}`)).toMatchObject({
    status: 201,
    body: { id, name: 'p.tgz' },
  });
  expect(upload('q.tgz', bytes)).toMatchObject({ status: 200, body: { id, name: 'p.tgz' } });
  const merged = await release(id, 1);
  expect(merged.at('outcome'), JSON.stringify(merged.body)).toBe('done');
  for (const [index, app] of apps().entries()) {
    const live = treeOf(liveOf(app).program);
    expect(live).toMatchObject({ 'lib/more.jar': expect.anything() as unknown });
    expect(Object.keys(live).sort()).toEqual([...new Set([...Object.keys(before[index]!), 'lib/more.jar'])].sort());
    expect((await estate.served(estate.hosts[index]!))?.version).toBe('2.0.0');
  }
  first = { package: id, job: String(merged.at('id')) };
});

test('the same by /rex, and what differs between the two releases', async () => {
  const bytes = await pack('r.tgz', { 'lib/more.jar': 'even more', VERSION: '3.0.0\n' });
  const { body } = upload('r.tgz', bytes);
  const planned = await post('/v1/releases/plan', { apps: 'server', source: { type: 'bundle', id: body.id, full: 1 } });
  expect([planned.status, planned.at('apps.0.program.changed')], JSON.stringify(planned.body)).toEqual([200, 2]);
  const answer = await estate.rex({ action: 'release', k: 'server', bundle: String(body.id), full: '1' });
  expect(answer.at('code'), JSON.stringify(answer.body)).toBe('0');
  expect((await estate.served(estate.hosts[0]!))?.version).toBe('3.0.0');
  const diff = await ask('GET', `/v1/bundles/${first.job}/diff/${String(answer.at('job'))}`);
  expect(diff.at('trees.0')).toMatchObject({
    kind: 'program',
    name: 'server',
    changed: 2,
    added: 0,
    deleted: 0,
    paths: { changed: ['VERSION', 'lib/more.jar'] },
  });
  const listed = await ask('GET', '/v1/bundles');
  const kinds = (listed.at('items') as { kind: string; release: string | null }[]).map(({ kind }) => kind);
  expect(kinds.toSorted()).toEqual(['package', 'package', 'sealed', 'sealed']);
  expect((await ask('GET', `/v1/bundles/${first.job}`)).body).toMatchObject({
    kind: 'sealed',
    release: first.job,
    groups: ['server'],
    apps: ['server1', 'server2'],
  });
});

test('what is cut off, is another file than announced, or is too large leaves nothing', async () => {
  const before = packages();
  const wrong = upload('w.tgz', Buffer.from('other bytes'), '-H', `X-Content-Sha256: ${'0'.repeat(64)}`);
  expect([wrong.status, wrong.body.code]).toEqual([400, 'BUNDLE_MISMATCH']);
  const large = upload('l.tgz', Buffer.alloc(1_000_001));
  expect([large.status, large.body.code]).toEqual([413, 'BODY_TOO_LARGE']);
  const cut = new AbortController();
  const sending = fetch(`${estate.url}/v1/bundles`, {
    method: 'POST',
    headers: { authorization: `Bearer ${estate.token}` },
    signal: cut.signal,
    duplex: 'half',
    body: new ReadableStream({
      start: (stream) => {
        stream.enqueue(new Uint8Array(100_000));
      },
    }),
  } as RequestInit).catch(() => null);
  await until('bytes having come', 10, () => Promise.resolve(packages().length > before.length));
  cut.abort();
  await sending;
  await until('them being gone', 10, () => Promise.resolve(packages().length === before.length));
  expect(packages()).toEqual(before);
});

test('a package that went from the store fails the release before any host is changed, and comes back with an upload', async () => {
  const bytes = await pack('s.tgz', { 'lib/more.jar': 'most', VERSION: '4.0.0\n' });
  const id = String(upload('s.tgz', bytes).body.id);
  const before = apps().map(liveOf);
  const gate = await holdStage(estate);
  const source = { type: 'bundle', id: first.package, full: 1 };
  const ahead = await post('/v1/releases', { apps: 'server', source });
  const taken = await post('/v1/releases', { apps: 'server', source: { ...source, id }, queue: 'wait' });
  expect(taken.at('state')).toBe('queued');
  rmSync(join(estate.data, 'bundles', '.packages', id), { recursive: true });
  await ask('POST', `/v1/releases/${String(ahead.at('id'))}/cancel`);
  const failed = await end(String(taken.at('id')));
  await gate.open();
  expect(failed.at('outcome')).toBe('failed');
  expect(failed.at('trouble')).toMatchObject({ code: 'PACKAGE_GONE', details: { bundle: id } });
  expect(apps().map(liveOf)).toEqual(before);
  await expectRest(estate);
  expect(upload('s.tgz', bytes).body.id).toBe(id);
  const again = await ask('POST', `/v1/releases/${String(taken.at('id'))}/retry`);
  expect((await end(String(again.at('id')))).at('outcome')).toBe('done');
});
