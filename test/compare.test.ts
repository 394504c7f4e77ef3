import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TextsView, Comparison } from '#api';
import { askJson } from './support/described.js';
import { startEstate, type Answer, type Estate } from './support/estate.js';
import { callerOf, type Caller } from './support/rexflow.js';
import { fillUpdateDirectory } from './support/update.js';

const [old, next] = ['a'.repeat(40), 'b'.repeat(40)];
const webhookSecret = 'geheimes-wort-des-webhooks';

let estate: Estate;
let caller: Caller;
let first: string;
let between: string;
let second: string;
let foreign: string;

const ask = (method: string, path: string, body?: unknown): Promise<Answer> => askJson(estate, method, path, body);

async function released(group: string, body: object): Promise<string> {
  const taken = await ask('POST', '/v1/releases', { apps: group, source: { type: 'updateDirectory' }, ...body });
  expect(taken.status, JSON.stringify(taken.body)).toBe(202);
  const id = String(taken.at('id'));
  const headers = { authorization: `Bearer ${estate.token}`, accept: 'text/event-stream' };
  await (await fetch(`${estate.url}/v1/releases/${id}/events`, { headers })).text();
  expect((await ask('GET', `/v1/releases/${id}`)).at('outcome')).toBe('done');
  return id;
}

/** Lays files of the configuration of server1 and of the program into the update directory. */
function lay(files: Record<string, string | Buffer>): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(estate.data, 'updatedir', path);
    mkdirSync(join(file, '..'), { recursive: true });
    rmSync(file, { force: true });
    if (typeof text === 'string' && text.startsWith('-> ')) symlinkSync(text.slice(3), file);
    else writeFileSync(file, text);
  }
}
const conf = (name: string): string => `configuredir/server/server1/${name}`;

beforeAll(async () => {
  estate = await startEstate({
    apps: [{}, {}, { group: 'other', name: 'other1' }],
    config: {
      versions: {
        links: {
          commit: 'https://git.example/{group}/commit/{commit}',
          compare: 'https://git.example/{group}/compare/{from}...{to}',
        },
      },
      notifications: [{ name: 'ci', url: 'http://127.0.0.1:1/x', secret: webhookSecret, on: ['cancelled'] }],
    },
  });
  caller = callerOf(estate, { REXFLOW_URL: estate.url, REXFLOW_TOKEN: estate.token });
  const made = { provenance: { version: '2.0.0', commit: old } };
  fillUpdateDirectory(estate, '2.0.0');
  lay({
    [conf('db.properties')]: 'url=jdbc:mysql://db\ndb.password=was-geheim\nport=1\n',
    [conf('hook.txt')]: 'none\n',
    [conf('logo.bin')]: Buffer.from([0, 1, 2]),
    [conf('large.txt')]: 'x'.repeat(70_000),
    [conf('odd.txt')]: Array.from({ length: 12_000 }, (_, line) => `${line}`).join('\n'),
    [conf('to')]: '-> db.properties',
    'softdir/server/lib/gone.js': '1',
  });
  first = await released('server', made);
  between = await released('server', { provenance: { version: '2.0.1' }, note: 'fixes the basket' });
  fillUpdateDirectory(estate, '2.1.0');
  lay({
    [conf('db.properties')]: 'url=jdbc:mysql://db\ndb.password=is-geheim\nport=2\n',
    [conf('hook.txt')]: `the word is ${webhookSecret}\n`,
    [conf('logo.bin')]: Buffer.from([0, 1, 3]),
    [conf('large.txt')]: 'y'.repeat(70_001),
    [conf('odd.txt')]: Array.from({ length: 12_000 }, (_, line) => `-${line}`).join('\n'),
    [conf('to')]: '-> hook.txt',
    'softdir/server/lib/new.js': '12345',
  });
  rmSync(join(estate.data, 'updatedir/softdir/server/lib/gone.js'));
  second = await released('server', { provenance: { version: '2.1.0', commit: next } });
}, 120_000);
afterAll(async () => {
  await estate?.stop();
});

const compared = async (from: string, to: string, more = ''): Promise<Comparison> => {
  const names = `from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`;
  const answer = await ask('GET', `/v1/compare?${names}${more}`);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body as unknown as Comparison;
};
const texts = async (from: string, to: string): Promise<TextsView> => {
  const answer = await ask('POST', '/v1/compare', { from, to });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body as unknown as TextsView;
};

test('files differ by name and size, and a release is the same as itself', async () => {
  const found = await compared(first, second);
  expect(found).toMatchObject({ groups: ['server'], same: false, missing: [] });
  const program = found.trees.find(({ kind }) => kind === 'program')!;
  expect(program).toMatchObject({ name: 'server', in: 'both', added: 1, deleted: 1, changed: 1, total: 3 });
  expect(program.files).toEqual([
    { path: 'VERSION', change: 'changed', before: 6, after: 6 },
    { path: 'lib/gone.js', change: 'deleted', before: 1, after: null },
    { path: 'lib/new.js', change: 'added', before: null, after: 5 },
  ]);
  const config = found.trees.find(({ name }) => name === 'server1')!;
  expect(config.files.map(({ path }) => path)).toEqual([
    ...['db.properties', 'hook.txt', 'large.txt', 'logo.bin', 'odd.txt', 'to'],
  ]);
  expect(found.trees.find(({ name }) => name === 'server2')).toMatchObject({ total: 0 });
  expect((await compared(first, second, '&limit=1')).trees[0]).toMatchObject({
    total: 3,
    files: [{ path: 'VERSION' }],
  });
  expect(await compared(first, first)).toMatchObject({ same: true, commits: { link: null, releases: [] } });
});

test('a release is named by its version or as what is live, too', async () => {
  const ids = async (from: string, to: string): Promise<string[]> => {
    const found = await compared(from, to);
    return [found.from.id, found.to.id];
  };
  expect(await ids('server@2.0.0', 'server@live')).toEqual([first, second]);
  expect(await ids('server1@live', 'server2@2.0.1')).toEqual([second, between]);
});

test('commits lead to what lies between them, with the releases of that time', async () => {
  const { commits } = await compared(first, second);
  expect(commits).toMatchObject({
    ...{ from: old, to: next, more: false },
    link: `https://git.example/server/compare/${old}...${next}`,
    releases: [
      { id: second, link: `https://git.example/server/commit/${next}`, provenance: { version: '2.1.0' } },
      { id: between, link: null, note: 'fixes the basket' },
    ],
  });
  expect((await compared(second, first)).commits.releases.map(({ id }) => id)).toEqual([second, between]);
  expect((await compared(first, between)).commits).toMatchObject({ from: old, to: null, link: null });
});

test('configurations differ as text, without a secret by its name or by its value', async () => {
  const found = await texts(first, second);
  expect([found.from, found.to]).toEqual([first, second]);
  expect(found.apps.map(({ app }) => app)).toEqual(['server1']);
  const files = new Map(found.apps[0]!.files.map((file) => [file.path, file]));
  expect(files.get('db.properties')!.patch).toContain('-db.password=***\n-port=1\n+db.password=***\n+port=2');
  expect(files.get('hook.txt')!.patch).toContain('+the word is ***');
  expect(files.get('logo.bin')).toMatchObject({ patch: null, why: 'binary' });
  expect(files.get('large.txt')).toMatchObject({ patch: null, why: 'large' });
  expect(files.get('odd.txt')).toMatchObject({ patch: null, why: 'large' });
  expect(files.get('to')).toMatchObject({ patch: null, why: 'link' });
  const stored = JSON.stringify(await estate.rows('SELECT * FROM rexflow_requests WHERE id = ?', [found.id]));
  for (const secret of ['was-geheim', 'is-geheim', webhookSecret])
    for (const place of [JSON.stringify(found), stored]) expect(place).not.toContain(secret);
  expect((await ask('GET', `/v1/compare/${found.id}`)).body).toEqual(found);
  expect((await texts(first, between)).apps).toEqual([]);
});

test('over /rex it is an action like the others', async () => {
  const answer = await estate.rex({ action: 'compare', k: 'server', from: first, to: second });
  expect(answer.at('code')).toBe('0');
  expect(answer.at('data.data.0.app_key')).toBe('server1');
  const unknown = await estate.rex({ action: 'compare', k: 'server', from: first, to: 'none' });
  expect(unknown.at('data.code')).toBe('-1');
});

test('what is no release, or of another group, is refused by name', async () => {
  const drift = await estate.rex({ action: 'drift', k: 'server' });
  fillOther();
  foreign = await released('other', { provenance: { version: '9' } });
  const refused = async (from: string, to: string): Promise<unknown[]> => {
    const answer = await ask('GET', `/v1/compare?from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`);
    return [answer.status, answer.at('code')];
  };
  expect(await refused(first, foreign)).toEqual([409, 'COMPARE_APART']);
  expect(await refused(first, 'server@1.2.3')).toEqual([404, 'COMPARE_UNKNOWN']);
  expect(await refused(first, 'nobody@live')).toEqual([404, 'COMPARE_UNKNOWN']);
  expect(await refused('@', first)).toEqual([404, 'COMPARE_UNKNOWN']);
  expect(await refused("x' OR 1=1 --", first)).toEqual([404, 'COMPARE_UNKNOWN']);
  expect(await refused(String(drift.at('job')), first)).toEqual([404, 'COMPARE_UNKNOWN']);
  expect(await refused('00000000-0000-0000-0000-000000000000', first)).toEqual([404, 'JOB_UNKNOWN']);
  expect(await refused('x'.repeat(401), first)).toEqual([400, 'PARAMETER_INVALID']);
  expect((await ask('GET', `/v1/compare?from=${first}`)).body).toMatchObject({ code: 'PARAMETER_MISSING' });
  expect((await ask('GET', `/v1/compare/${first}`)).body).toMatchObject({ code: 'JOB_UNKNOWN' });
  const none = await fetch(`${estate.url}/v1/compare?from=${first}&to=${second}`);
  expect(none.status).toBe(401);
});

/** An update directory of the group `other`, of what is live there. */
function fillOther(): void {
  fillUpdateDirectory(estate, '9');
  for (const [from, to] of [
    ['softdir/server', 'softdir/other'],
    ['configuredir/server', 'configuredir/other'],
  ] as const) {
    const place = join(estate.data, 'updatedir');
    mkdirSync(join(place, to, '..'), { recursive: true });
    rmSync(join(place, to), { recursive: true, force: true });
    renameSync(join(place, from), join(place, to));
  }
}

test('the command shows all of it, or a part, and gives JSON', async () => {
  const whole = await caller.call('compare', first, 'server@live');
  expect(whole).toMatchObject({ status: 0, stderr: '' });
  for (const part of ['+1 ~1 -1', '~ VERSION', '+port=2', '***', 'not text', 'a link', `compare/${old}...${next}`])
    expect(whole.stdout).toContain(part);
  expect(whole.stdout).not.toMatch(/geheim/);
  const files = await caller.call('compare', first, second, '--files', '-n', '1');
  expect(files.stdout).toContain('... 2 more files');
  expect(files.stdout).not.toContain('git.example');
  const json = await caller.call('compare', first, second, '--json');
  expect(JSON.parse(json.stdout)).toMatchObject({ from: { id: first }, texts: { apps: [{ app: 'server1' }] } });
  expect(await caller.call('compare', first, foreign)).toMatchObject({
    status: 3,
    stderr: expect.stringContaining('same group'),
  });
});

test('what is not kept any more is named, and the rest is told', async () => {
  const { bundle } = (await compared(first, second)).from;
  rmSync(join(estate.data, 'bundles', bundle!), { recursive: true });
  const found = await compared(first, second);
  expect(found).toMatchObject({ trees: [], same: null, from: { bundle: null }, commits: { from: old } });
  expect(found.missing).toEqual([expect.stringContaining(first)]);
  const answer = await ask('POST', '/v1/compare', { from: first, to: second });
  expect(answer.body).toMatchObject({ code: 'COMPARE_FAILED', detail: expect.stringContaining('bundle') });
  expect(await caller.call('compare', first, second)).toMatchObject({
    status: 14,
    stdout: expect.stringContaining('not kept any more'),
  });
});
