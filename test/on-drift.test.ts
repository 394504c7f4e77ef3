import { existsSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Statement } from '#contract';
import { errorInChinese, statementInChinese } from '#contract/chinese';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askJson } from './support/described.js';
import { startEstate, until, type Answer, type Estate, type Host } from './support/estate.js';
import { pack } from './support/pack.js';
import { servePackages, type PackageServer, type Served } from './support/packages.js';
import { bundles, scenesOf } from './support/scene.js';
import { ship } from './support/update.js';

let estate: Estate;
let server: PackageServer;
const shelf: Record<string, Served> = {};

beforeAll(async () => {
  server = await servePackages(shelf);
  estate = await startEstate({ apps: [{}, {}], config: { package: { check_dir: false } } });
});
afterAll(async () => {
  await estate?.stop();
  await server?.close();
});

const ask = (method: string, path: string, body?: unknown): Promise<Answer> => askJson(estate, method, path, body);

async function end(taken: Answer): Promise<Answer> {
  expect(taken.status, JSON.stringify(taken.body)).toBe(202);
  const id = String(taken.at('id'));
  return await until('the settlement', 60, async () => {
    const now = await ask('GET', `/v1/releases/${id}`);
    return now.at('state') === 'settled' ? now : undefined;
  });
}

let number = 0;
/** A package that holds these files, as a source that is merged over what runs. */
async function merged(files: Record<string, string>): Promise<object> {
  const name = `package${++number}.tar.gz`;
  shelf[name] = await pack(name, files);
  return { apps: 'server', source: { type: 'url', url: `${server.url}/${name}`, full: 1 } };
}

const release = async (body: object): Promise<Answer> => await end(await ask('POST', '/v1/releases', body));
const at = ({ app }: Host, path: string): string => join(realpathSync(app.programLink), path);
const read = (host: Host, path: string): string | null =>
  existsSync(at(host, path)) ? readFileSync(at(host, path), 'utf8') : null;
const [one, two] = [() => estate.hosts[0]!, () => estate.hosts[1]!];
/** What both hosts hold of a file. */
const both = (path: string): (string | null)[] => [read(one(), path), read(two(), path)];

test('where rexflow never released, nothing is refused: what runs on the first host is the base, and a host that differs is named', async () => {
  writeFileSync(at(two(), 'by-hand'), 'two');
  const done = await release(await merged({ a: '1', b: '1' }));
  expect(done.body).toMatchObject({ outcome: 'done' });
  expect(done.at('warnings')).toEqual([
    `server2 (${two().app.host}) will change more than the package: it is merged over what runs on server1 (${one().app.host}), since nothing is known to be released there, and they run something else`,
  ]);
  expect(both('a')).toEqual(['1', '1']);
  expect(both('by-hand')).toEqual([null, null]);
});

test('a file that was changed on the first host is named, refuses the release everywhere, and is never spread', async () => {
  writeFileSync(at(one(), 'a'), 'by hand');
  writeFileSync(at(one(), 'more'), 'mine');
  const before = await scenesOf(estate);
  const body = await merged({ b: '2' });
  const refused = await release(body);
  expect(refused.body).toMatchObject({ outcome: 'failed', trouble: { code: 'DRIFTED', class: 'input' } });
  expect(refused.at('trouble.details')).toMatchObject({
    apps: ['server1'],
    hosts: [`server1 (${one().app.host}): changed program/a, added program/more`],
  });
  const details = refused.at('trouble.details') as Record<string, unknown>;
  expect(errorInChinese('DRIFTED', details)?.message).toBe(
    `主机上有手工修改的文件，发布会覆盖它们：server1（${one().app.host}）：已修改 program/a、新增 program/more。未做任何切换`,
  );
  expect(refused.at('trouble.advice')).toContain('rexflow drift server1');
  expect(refused.at('trouble.advice')).toContain('--on-drift keep');
  expect(await scenesOf(estate)).toEqual(before);

  const done = await release({ ...body, onDrift: 'overwrite' });
  expect(done.body).toMatchObject({ outcome: 'done' });
  expect(done.at('warnings')).toEqual([
    `server1 (${one().app.host}): files that were changed by hand are replaced: changed program/a, added program/more; they stay in the release that was live there`,
  ]);
  const [stated] = done.at('statements') as [Statement];
  expect(statementInChinese(stated)?.message).toBe(
    `server1（${one().app.host}）：手工修改过的文件将被替换：已修改 program/a、新增 program/more；它们保留在之前运行的版本中`,
  );
  expect([both('a'), both('b'), both('more')]).toEqual([
    ['1', '1'],
    ['2', '2'],
    [null, null],
  ]);
});

test('what is kept stays on its host alone, is what drift compares with, and is asked about again by the next release', async () => {
  writeFileSync(at(one(), 'a'), 'by hand');
  writeFileSync(at(one(), 'more'), 'mine');
  rmSync(at(one(), 'b'));
  const kept = await release({ ...(await merged({ c: '3' })), onDrift: 'keep' });
  expect(kept.body).toMatchObject({ outcome: 'done' });
  expect(kept.at('warnings')).toEqual([
    `server1 (${one().app.host}): files that were changed by hand are kept: changed program/a, deleted program/b, added program/more`,
  ]);
  expect([both('a'), both('b'), both('c'), both('more')]).toEqual([
    ['by hand', '1'],
    [null, '2'],
    ['3', '3'],
    ['mine', null],
  ]);
  const drift = await end(await ask('POST', '/v1/actions', { action: 'drift', parameters: { k: 'server' } }));
  expect(drift.at('apps')).toMatchObject([
    { facts: { state: 'exact', kept: ['changed program/a', 'deleted program/b', 'added program/more'] } },
    { facts: { state: 'exact', paths: [] } },
  ]);

  expect(drift.at('apps.1.facts.kept')).toBeUndefined();

  const next = await merged({ c: '4' });
  expect((await release(next)).at('trouble')).toMatchObject({
    code: 'DRIFTED',
    details: { hosts: [`server1 (${one().app.host}): changed program/a, deleted program/b, added program/more`] },
  });
  expect((await release({ ...next, onDrift: 'keep' })).at('outcome')).toBe('done');
  expect([both('a'), both('b'), both('c')]).toEqual([
    ['by hand', '1'],
    [null, '2'],
    ['4', '4'],
  ]);

  // The package has its own word on one of them.
  const conflict = await release({ ...(await merged({ a: '5' })), onDrift: 'keep' });
  expect(conflict.at('trouble')).toMatchObject({
    code: 'DRIFT_NOT_KEPT',
    details: { hosts: [`server1 (${one().app.host}): changed program/a`] },
  });
  expect(both('a')).toEqual(['by hand', '1']);
});

test('a release by /rex overwrites, and says so in its answer', async () => {
  const answer = await ship(estate, '5.0.0');
  expect(answer.at('code'), JSON.stringify(answer.body)).toBe('0');
  // The update directory was filled from the first host: what is the same there is no hand-made change any more.
  expect(answer.at('data.warnings')).toBeUndefined();
  writeFileSync(at(two(), 'a'), 'of two');
  const warned = await estate.rex({ action: 'release', k: 'server' });
  expect(warned.at('code')).toBe('0');
  expect(warned.at('data.warnings.0')).toBe(
    `server2 (${two().app.host}): files that were changed by hand are replaced: changed program/a; they stay in the release that was live there`,
  );
  writeFileSync(at(two(), 'a'), 'of two');
  const asked = await estate.rex({ action: 'release', k: 'server', ondrift: 'refuse' });
  expect(asked.at('code')).not.toBe('0');
  expect(asked.at('msg')).toContain('server2');
  expect(read(two(), 'a')).toBe('of two');
});

test('a plan shows what was changed by hand; what comes after it is named when its hash is released', async () => {
  const body = await merged({ d: '1' });
  const plan = (more: object = {}) => ask('POST', '/v1/releases/plan?wait=60', { ...body, ...more });
  const seen = await plan();
  expect(seen.body).toMatchObject({
    outcome: 'troubled',
    apps: [
      { app: 'server1', drift: null, trouble: null },
      {
        app: 'server2',
        drift: { onDrift: 'refuse', total: 1, changed: 1, paths: ['changed program/a'], conflicts: [] },
        trouble: { code: 'DRIFTED' },
      },
    ],
  });
  const decided = await plan({ onDrift: 'overwrite' });
  expect(decided.body).toMatchObject({ outcome: 'ready', hash: seen.at('hash') });
  writeFileSync(at(one(), 'c'), 'since');
  const moved = await release({ ...body, onDrift: 'overwrite', plan: seen.at('hash') });
  expect(moved.at('trouble')).toMatchObject({
    code: 'PLAN_CHANGED',
    details: {
      inputs: ['hosts'],
      files: ['server1/c'],
      hosts: [`server1 on ${one().app.host}`],
      changes: [`files changed by hand on server1 (${one().app.host}): changed program/c, not none`],
    },
  });
  expect(read(one(), 'c')).toBe('since');
  const again = await plan();
  // As an application does that writes there.
  writeFileSync(at(one(), 'c'), 'since then');
  const done = await release({ ...body, onDrift: 'overwrite', plan: again.at('hash') });
  expect(done.at('outcome')).toBe('done');
  expect(both('a')).toEqual([read(one(), 'a'), read(one(), 'a')]);
});

test('what the catalogue says of a group decides, and a request has the last word', async () => {
  const set = (onDrift: string | null) => ask('PATCH', '/v1/groups/server', { onDrift });
  expect((await set('keep')).status).toBe(200);
  writeFileSync(at(two(), 'a'), 'of two');
  const kept = await release(await merged({ d: '2' }));
  expect(kept.at('outcome'), JSON.stringify(kept.at('trouble'))).toBe('done');
  expect(read(two(), 'a')).toBe('of two');
  expect((await release({ ...(await merged({ d: '3' })), onDrift: 'refuse' })).at('trouble.code')).toBe('DRIFTED');
  expect((await set(null)).status).toBe(200);
  expect((await release(await merged({ d: '3' }))).at('trouble.code')).toBe('DRIFTED');
  expect(read(two(), 'd')).toBe('2');
});

test('a rollback goes back all the same, and says what stays behind', async () => {
  const done = await end(await ask('POST', '/v1/rollbacks', { apps: 'server' }));
  expect(done.body).toMatchObject({ outcome: 'done' });
  expect(done.at('warnings')).toEqual([
    `server2 (${two().app.host}): files that were changed by hand stay behind: changed program/a; they lie in the release that was live there`,
  ]);
});

test('a host that does not know any more what it was released is no host that was never released to', async () => {
  expect((await release({ ...(await merged({ h: '1' })), onDrift: 'overwrite' })).at('outcome')).toBe('done');
  const sealed = both('a');
  writeFileSync(at(one(), 'a'), 'by hand');
  for (const { app } of estate.hosts) rmSync(join(app.dir, '.rexflow', app.name, 'sealed'), { recursive: true });
  const done = await release(await merged({ h: '2' }));
  expect(done.at('outcome'), JSON.stringify(done.at('trouble'))).toBe('done');
  expect([both('a'), both('h')]).toEqual([sealed, ['2', '2']]);
});

test('when the store does not have what was released, a host that holds exactly that gives it', async () => {
  expect((await release({ ...(await merged({ e: '1' })), onDrift: 'overwrite' })).at('outcome')).toBe('done');
  writeFileSync(at(one(), 'e'), 'by hand');
  for (const bundle of bundles(estate)) rmSync(join(estate.data, 'bundles', bundle), { recursive: true });
  const done = await release({ ...(await merged({ f: '1' })), onDrift: 'overwrite' });
  expect(done.at('outcome'), JSON.stringify(done.at('trouble'))).toBe('done');
  expect([both('e'), both('f')]).toEqual([
    ['1', '1'],
    ['1', '1'],
  ]);
});
