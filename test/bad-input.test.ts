import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEstate, type Answer, type Estate } from './support/estate.js';
import { root } from './support/root.js';
import { bundles, held, scenesOf } from './support/scene.js';

const bodyLimit = 40_000;
let estate: Estate;
let before: unknown;
let first: Record<string, string | number> = {};
/** The address of the first in its shorter form: its last two numbers as one. */
const spelled = (): string => {
  const [one, two, three, four] = String(first.network_ip).split('.').map(Number);
  return [one, two, three! * 256 + four!].join('.');
};

beforeAll(async () => {
  estate = await startEstate({
    apps: [
      ...[{}, {}, { name: 'other1', group: 'other' }, { name: 'manual1', group: 'manual' }],
      ...[{ name: 'twin1', group: 'twins' }, { name: 'twin2' }],
    ],
    uat: {},
    config: { gateway: { body_limit: bodyLimit } },
    row: (row) => {
      if (row.app_key === 'twin1') first = row;
      // A row that was copied, with its host spelled in another way.
      const { pro_dir, config_dir } = first;
      if (row.app_key === 'twin2') return { ...row, pro_dir: pro_dir!, config_dir: config_dir!, network_ip: spelled() };
      return row.app_key === 'manual1' ? { ...row, auto_deloy: '0' } : row;
    },
  });
  before = await world();
});
afterAll(async () => {
  await estate?.stop();
});

/** Everything a refused request could have touched. */
async function world(): Promise<unknown> {
  const [counts] = await estate.rows(
    `SELECT (SELECT COUNT(*) FROM rexflow_requests) AS requests, (SELECT COUNT(*) FROM rexflow_steps) AS steps,
       (SELECT COUNT(*) FROM rexflow_host_releases) AS parts, (SELECT COUNT(*) FROM pre_deploy_manage) AS records,
       (SELECT COUNT(*) FROM rexflow_host_keys) AS contacts`,
  );
  return { counts: { ...counts }, hosts: await scenesOf(estate), held: await held(estate), bundles: bundles(estate) };
}

const untouched = {
  counts: { requests: 0, steps: 0, parts: 0, records: 0, contacts: 0 },
  held: [],
  bundles: [],
};

/** The envelope of a refusal: every documented key, codes that agree, and a message that says the field and the reason. */
async function expectRefused(answer: Answer, status: number, code: string, field: RegExp): Promise<void> {
  const said = JSON.stringify(answer.body);
  expect(answer.status, said).toBe(status);
  expect(Object.keys(answer.body as object), said).toEqual(
    expect.arrayContaining(['code', 'msg', 'param', 'parseparameters', 'data', 'respon', 'print_stdout', 'take']),
  );
  expect(answer.at('code')).toBe('-1');
  expect(answer.at('error.code')).toBe(code);
  expect(answer.at('msg')).toMatch(field);
  expect(answer.at('respon.ret')).toBe('2');
  expect(answer.at('respon.code')).toBe('0');
  for (const key of ['chdir', 'cmd', 'msg', 'stdout', 'stderr']) expect(answer.at('respon')).toHaveProperty(key);
  for (const key of ['code', 'msg', 'precmd', 'requestCmd']) expect(answer.at('parseparameters')).toHaveProperty(key);
  const parsed = answer.at('parseparameters.code') === '0';
  expect(parsed ? answer.at('data.code') : answer.at('parseparameters.code')).toBe('-1');
  expect(await world()).toEqual(before);
  expect(before).toMatchObject(untouched);
}

const url = 'http://127.0.0.1:9/package.tgz';
const long = (length: number): string => 'x'.repeat(length);
type Case = [what: string, values: Record<string, string>, code: string, field: RegExp, status?: number];

const cases: Case[] = [
  ['nothing but an action', { action: 'release' }, 'PARAMETER_MISSING', /\bk\b/],
  ['an empty action', { action: '', k: 'server' }, 'ACTION_MISSING', /action/],
  ['no action', { k: 'server' }, 'ACTION_MISSING', /action/],
  ['an unknown action', { action: 'relaese', k: 'server' }, 'ACTION_UNKNOWN', /action.*relaese/],
  ['an empty k', { action: 'release', k: '  ' }, 'PARAMETER_MISSING', /\bk\b/],
  ['a k of quotes alone', { action: 'release', k: '""' }, 'PARAMETER_MISSING', /\bk\b/],
  ['a k that names nothing', { action: 'release', k: ',, ,' }, 'PARAMETER_INVALID', /\bk\b/],
  ['one unknown name', { action: 'release', k: 'server nope' }, 'APP_UNKNOWN', /k: .*\bnope$|\bnope\b/, 404],
  [
    'several unknown names',
    { action: 'release', k: 'server1,nope one-more server2 third' },
    'APP_UNKNOWN',
    /k: no app_key or local_name is called nope, one-more, third/,
    404,
  ],
  ['another case of a name', { action: 'release', k: 'Server1' }, 'APP_UNKNOWN', /k: .*Server1/, 404],
  ['an unknown senv', { action: 'release', k: 'server', senv: 'mars' }, 'SOURCE_UNKNOWN', /senv.*mars.*uat/],
  ['a senv not allowed', { action: 'release', k: 'server', senv: 'prod' }, 'SOURCE_NOT_ALLOWED', /senv.*prod.*uat/],
  ['a senv that is no name', { action: 'release', k: 'server', senv: '../uat' }, 'PARAMETER_INVALID', /senv/],
  ['a senv from the prototype', { action: 'release', k: 'server', senv: 'constructor' }, 'SOURCE_UNKNOWN', /senv/],
  ['url with senv', { action: 'release', k: 'server', url, full: '1', senv: 'uat' }, 'SOURCE_WITH_URL', /senv/],
  ['url without full', { action: 'release', k: 'server', url }, 'URL_WITHOUT_FULL', /full.*url/],
  ['full without url', { action: 'release', k: 'server', full: '1' }, 'FULL_WITHOUT_URL', /url.*full/],
  ['full of 3', { action: 'release', k: 'server', url, full: '3' }, 'PARAMETER_INVALID', /full: must be 1 or 2/],
  ['full of 0', { action: 'release', k: 'server', url, full: '0' }, 'PARAMETER_INVALID', /full/],
  [
    'a url of ftp',
    { action: 'release', k: 'server', url: 'ftp://h/p.tgz', full: '1' },
    'PARAMETER_INVALID',
    /url.*http/,
  ],
  [
    'a url of a file',
    { action: 'release', k: 'server', url: 'file:///etc/passwd', full: '1' },
    'PARAMETER_INVALID',
    /url/,
  ],
  ['a url that is none', { action: 'release', k: 'server', url: 'http://', full: '1' }, 'PARAMETER_INVALID', /url/],
  [
    'an unknown set',
    { action: 'release', k: 'server', url: 'p.tgz', full: '1', set: 'no' },
    'PARAMETER_INVALID',
    /set/,
  ],
  [
    'two groups with a url',
    { action: 'release', k: 'server1 other1', url, full: '2' },
    'SEVERAL_GROUPS',
    /k: .*server.*other/,
  ],
  ['an app that is not automated', { action: 'release', k: 'server manual' }, 'NOT_AUTOMATED', /auto_deloy.*manual1/],
  ['a rollback of the same', { action: 'rollback', k: 'manual1' }, 'NOT_AUTOMATED', /auto_deloy.*manual1/],
  [
    'a service call on the same',
    { action: 'service', k: 'manual1', a: 'stop' },
    'NOT_AUTOMATED',
    /auto_deloy.*manual1/,
  ],
  [
    'an app that shares its directories with another',
    { action: 'release', k: 'twin1' },
    'PATHS_MEET',
    /twin1 \(id 5, .*twin2 \(id 6, .*auto_deloy = '0' WHERE id/,
    409,
  ],
  ['a rollback of the other', { action: 'rollback', k: 'server1 twin2' }, 'PATHS_MEET', /twin1.*twin2/, 409],
  ['an unknown verb of service', { action: 'service', k: 'server', a: 'status' }, 'PARAMETER_INVALID', /\ba: must be/],
  ['a rollstatus of 2', { action: 'rollback', k: 'server', rollstatus: '2' }, 'PARAMETER_INVALID', /rollstatus/],
  ['a line break in k', { action: 'release', k: 'server\nserver1' }, 'PARAMETER_INVALID', /k: .*control character/],
  ['a zero byte in k', { action: 'release', k: 'server\0' }, 'PARAMETER_INVALID', /k: .*control character/],
  [
    'an escape in a url',
    { action: 'release', k: 'server', url: `${url}\x1b[0m`, full: '1' },
    'PARAMETER_INVALID',
    /url: .*control/,
  ],
  ['a zero byte in a command', { action: 'run', k: 'server', cmd: 'id\0' }, 'PARAMETER_INVALID', /cmd: .*control/],
  [
    'a long url',
    { action: 'release', k: 'server', url: `http://h/${long(2048)}`, full: '1' },
    'PARAMETER_INVALID',
    /url: longer/,
  ],
  ['a long senv', { action: 'release', k: 'server', senv: long(65) }, 'PARAMETER_INVALID', /senv: longer/],
  ['a long command', { action: 'run', k: 'server', cmd: long(16_385) }, 'PARAMETER_INVALID', /cmd: longer/],
  [
    'a misspelt parameter',
    { action: 'release', k: 'server', sevn: 'uat' },
    'PARAMETER_UNKNOWN',
    /sevn: not a parameter/,
  ],
  ['another working directory', { action: 'release', k: 'server', pwd: '/etc' }, 'PARAMETER_INVALID', /pwd/],
];

test.each(cases)('%s is refused', async (_what, values, code, field, status = 400) => {
  await expectRefused(await estate.rex(values), status, code, field);
});

const rexAddress = (): string => `/rex?token=${estate.token}`;
const json = (body: string): RequestInit => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body });

test.each<[string, string, RegExp]>([
  ['cut off', '{"action":"release","k":', /body/],
  ['no object', '"release"', /./],
  ['an array', '["action","release"]', /./],
  ['a nested value', '{"action":"release","k":{"$gt":""}}', /\bk\b/],
  ['not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]).toString('latin1'), /./],
])('JSON that is %s is refused', async (_what, body, field) => {
  const answer = await estate.call(rexAddress(), json(body));
  await expectRefused(answer, 400, String(answer.at('error.code')), field);
});

test('parameters may come as JSON, and a value given twice is refused', async () => {
  const given = await estate.call(rexAddress(), json('{"action":"release","k":"nope"}'));
  await expectRefused(given, 404, 'APP_UNKNOWN', /nope/);
  const twice = await estate.call(`${rexAddress()}&k=server1&k=server2&action=release`, { method: 'POST' });
  await expectRefused(twice, 400, 'PARAMETER_INVALID', /k: given 2 times/);
});

test('a body of another type is refused', async () => {
  const init = { method: 'POST', headers: { 'content-type': 'text/xml' }, body: '<action>release</action>' };
  await expectRefused(await estate.call(rexAddress(), init), 400, 'BODY_MALFORMED', /text\/xml/);
});

test('no parameters at all are refused', async () => {
  const headers = { authorization: `Bearer ${estate.token}` };
  await expectRefused(await estate.call('/rex', { method: 'POST', headers }), 400, 'PARAMETERS_EMPTY', /./);
});

test.each<[string, () => Promise<Answer>]>([
  ['form', () => estate.rex({ action: 'release', k: long(bodyLimit) })],
  ['JSON', () => estate.call(rexAddress(), json(JSON.stringify({ action: 'release', k: long(bodyLimit) })))],
])('a %s body over the limit is refused', async (_what, ask) => {
  await expectRefused(await ask(), 413, 'BODY_TOO_LARGE', /larger than the limit of 40000/);
});

test.each<[string, Record<string, string>, string]>([
  ['no token', {}, ''],
  ['an empty token', {}, '?token='],
  ['an unknown token', {}, '?token=1700000000abcdefghijklmnopqrstuvwxyzabcdef'],
  ['an unknown bearer', { authorization: 'Bearer nonsense' }, ''],
  ['another scheme', { authorization: 'Basic YWRtaW46YWRtaW4=' }, ''],
])('%s is answered with 401 in the envelope', async (_what, headers, query) => {
  const body = new URLSearchParams({ action: 'release', k: 'server' });
  const answer = await estate.call(`/rex${query}`, { method: 'POST', headers, body });
  await expectRefused(answer, 401, 'TOKEN_INVALID', /token/);
  expect(answer.at('getToken.code')).toBe('-1');
});

test('an Idempotency-Key that is none is refused', async () => {
  const answer = await estate.rex({ action: 'release', k: 'server' }, { 'idempotency-key': long(201) });
  await expectRefused(answer, 400, 'PARAMETER_INVALID', /Idempotency-Key/);
});

test('a second administrator is refused with the cause and the next command, the first one again is no failure', () => {
  const admin = (name: string) =>
    spawnSync(process.execPath, [join(root, 'dist/programs/admin.js'), 'create-admin', name], {
      env: { ...process.env, REXFLOW_CONFIG: estate.config },
      encoding: 'utf8',
    });
  expect(admin('second')).toMatchObject({
    status: 3,
    stdout: '',
    stderr:
      'second was not created: only the first user is created here, and there is admin already. For a new password: rexflow admin set-password admin\n',
  });
  expect(admin('admin')).toMatchObject({ status: 0, stdout: '' });
});
