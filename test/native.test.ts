import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '#provision';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actionsOfOriginal } from '#rex';
import { actionCalls } from './support/actionCalls.js';
import { startEstate, type Answer, type Estate } from './support/estate.js';
import { packed, servePackages, type PackageServer } from './support/packages.js';

/** Shapes of real answers of the original: each scalar by its type, a catalogue row by its columns. */
const shapes = JSON.parse(readFileSync(new URL('fixtures/native-shapes.json', import.meta.url), 'utf8')) as Record<
  string,
  object
>;

let estate: Estate;
let server: PackageServer;
beforeAll(async () => {
  server = await servePackages({ 'p.tgz': packed({ VERSION: '8.0.0\n', 'lib/new': 'x' }) });
  const logs = (program: unknown): string => join(String(program), '../logs');
  estate = await startEstate({
    ...{ apps: [{}, {}], uat: {}, config: { rex: { answers: 'native' } } },
    row: (row) => ({ ...row, log_dir: logs(row.pro_dir), logfile: 'app.log' }),
  });
  for (const { app } of estate.hosts) {
    mkdirSync(logs(app.programLink), { recursive: true });
    writeFileSync(join(logs(app.programLink), 'app.log'), 'ERR one\n');
  }
});
afterAll(async () => {
  await estate?.stop();
  await server?.close();
});

function shape(value: unknown, key = ''): unknown {
  if (value === null) return 'null';
  if (typeof value !== 'object') return typeof value;
  if (Array.isArray(value)) return value.map((member) => shape(member));
  if (key === 'config') return Object.keys(value).sort();
  return Object.fromEntries(Object.entries(value).map(([own, member]) => [own, shape(member, own)]));
}

/** Everything the original has is there with its type; what we add stands beside it. */
function expectShape(answer: Answer, name: string, status = 200): void {
  expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  expect(shape(answer.body), name).toMatchObject(shapes[name]!);
}

test('a release as the original really answered it: arrays, null, its mix of numbers and texts', async () => {
  const answer = await estate.rex({ action: 'release', ...actionCalls['release']!.good });
  expectShape(answer, 'release');
  expect(answer.at('code')).toBe(0);
  expect(answer.at('data.code')).toBe('0');
  expect(answer.body).toMatchObject({
    data: { data: [{ code: 0, data: [{ deloy_prodir_real_before: null, rollRecord: 0, processNumber: '1' }, {}] }] },
    respon: { code: 1, ret: 0 },
    print_stdout: 0,
  });
});

/** The shape of a real answer of the original to the good call of an action; one that it was never asked has none. */
const shapeOf: Readonly<Record<string, string | null>> = {
  'Common:Use:run': null,
  ...Object.fromEntries(
    ['lookLog', 'getLog', 'grepLog'].flatMap((name) => [name, `logCenter:main:${name}`]).map((name) => [name, null]),
  ),
  'Enter:route:download': 'download',
  'Enter:route:downloadCombile': null,
  'Deploy:Core:syncpro': 'syncpro',
  'Deploy:Core:diff': 'diff',
  'Deploy:Configure:config': 'config',
  'Deploy:Db:initdb': 'initdb',
};

test('each action of the original that is there has a good and a bad call, and no other has', () => {
  const there = actionsOfOriginal().filter(({ fate }) => fate === 'same' || fate === 'safer');
  expect(Object.keys(actionCalls).sort()).toEqual(there.map(({ name }) => name).sort());
});

test.each(Object.entries(actionCalls).filter(([action]) => action !== 'release'))('%s', async (action, { good }) => {
  const values = Object.entries(good).map(([name, value]) => [name, value === '{url}' ? `${server.url}/p.tgz` : value]);
  const answer = await estate.rex({ action, ...(Object.fromEntries(values) as Record<string, string>) });
  const { [action]: name = action } = shapeOf;
  if (name !== null) expectShape(answer, name);
  expect(answer.at('code'), JSON.stringify(answer.body)).toBe(0);
});

test.each(Object.entries(actionCalls))('%s, asked wrongly, is refused by what is wrong', async (action, { bad }) => {
  const answer = await estate.rex({ action, ...bad.values });
  expect([answer.status, answer.at('code'), answer.at('error.code')]).toEqual([bad.status, -1, bad.code]);
  expect(answer.at('error.message')).toMatch(bad.names);
});

test('each action that is not there is refused as that, whatever comes with it, and says what to do', async () => {
  for (const { name } of actionsOfOriginal().filter(({ fate }) => fate === 'not yet' || fate === 'refused')) {
    const answer = await estate.rex({ action: name, k: 'server' });
    expect([answer.status, answer.at('code'), answer.at('error.code')], name).toEqual([400, -1, 'ACTION_ABSENT']);
    expect(String(answer.at('error.message')), name).toMatch(/is not in rexflow; .{10,}/);
  }
});

test('what fails and what is refused is typed as the original types it', async () => {
  const url = `http://127.0.0.1:${await freePort()}/none.tar.gz`;
  const missing = await estate.rex({ action: 'release', k: 'server', url, full: '1' });
  expectShape(missing, 'missingPackage');
  expect([missing.at('code'), missing.at('data.code')]).toEqual([-1, '-1']);
  const unknown = await estate.rex({ action: 'run', k: 'nobody', cmd: 'ls' });
  expectShape(unknown, 'unknownName', 404);
  expect(unknown.at('data')).toMatchObject({ code: -1, data: [], msg: expect.stringMatching(/nobody$/) });
  // The original says "0" of such a release, and -1 below that; here the codes agree, as the text it has there.
  expect((await estate.rex({ action: 'release', k: 'nobody' })).at('data.code')).toBe('-1');
  expectShape(await estate.rex({ action: 'nope' }), 'unknownAction', 400);
});

test('and so is what is not /rex', async () => {
  const login = (password: string) => estate.call(`/login?username=admin&password=${encodeURIComponent(password)}`);
  expectShape(await login(estate.password), 'login');
  expectShape(await login('x'), 'wrongPassword', 401);
  expectShape(await estate.call(`/token?token=${estate.token}`), 'token');
  expectShape(await estate.call('/rex?action=list', { method: 'POST' }), 'noToken', 401);
  expectShape(await estate.call('/rex?action=list&token=abc', { method: 'POST' }), 'badToken', 401);
  const body = new FormData();
  body.append('upload', new Blob(['x']), 'pkg.tar.gz');
  expectShape(await estate.call(`/upload?token=${estate.token}`, { method: 'POST', body }), 'upload');
});

test('the same path of keys reads both forms', async () => {
  const answer = await estate.rex({ action: 'run', k: 'server2', cmd: 'exit 1' });
  expect(answer.at('code')).toBe(-1);
  expect(answer.at('data.code')).toBe('-1');
  expect(answer.at('data.data.0.data.0.data.app_key')).toBe('server2');
});
