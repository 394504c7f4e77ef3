import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import { initCalls } from '#provision';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEstate, type Answer, type Estate } from './support/estate.js';
import { packed, servePackages, type PackageServer } from './support/packages.js';
import { placesOf, processesNow } from './support/secrets.js';

/** Characters a shell, SQL or a comma-separated list would take for its own. */
const nasty = `it's "quoted" $(touch PWNED) \`touch PWNED\` ; | & > < * ? ~ # ! \\ \\n %s, {a,b} $HOME -rf --`;
const odd = "o'dd $(touch PWNED) `x` di,r";
const wrongPassword = 'a-wrong-password-nobody-has';

let estate: Estate;
let server: PackageServer;

beforeAll(async () => {
  estate = await startEstate({ apps: [{}, { name: 'odd', group: 'odd' }], config: { log: { level: 'trace' } } });
  const name = nasty.replaceAll('/', '').trim();
  server = await servePackages({
    'nasty.tgz': packed({ VERSION: '2.0.0\n', [`lib/${name}`]: 'one', [`lib/${odd}/two\nlines`]: 'two' }),
  });
});
afterAll(async () => {
  await server?.close();
  await estate?.stop();
});

/** Nobody ran what stood in a value, here or on a host. */
function expectNotRun(): void {
  const dirs = [estate.dir, process.cwd(), process.env.HOME ?? '/', ...estate.hosts.map(({ app }) => app.dir)];
  for (const dir of dirs) expect(existsSync(join(dir, 'PWNED')), dir).toBe(false);
}

test('a command reaches the host as it is, whatever it holds, and stands in no list of arguments', async () => {
  const text = `${nasty}\n\ttwo lines\n`;
  const cmd = `cat <<'END OF IT'\n${text}END OF IT\ntr '\\0' '\\n' <"/proc/$$/cmdline"`;
  const answer = await estate.rex({ action: 'run', k: 'server1', cmd });
  expect(answer.at('code'), JSON.stringify(answer.body)).toBe('0');
  const stdout = String(answer.at('data.data.0.data.0.data.stdout'));
  expect(stdout.slice(0, text.length)).toBe(text);
  expect(stdout.slice(text.length)).toMatch(/^sh\n\/\S+\/rexflow-run\.\S+\/command$/);
  expectNotRun();
});

test('file names reach the hosts as they are', async () => {
  const answer = await estate.rex({ action: 'release', k: 'server1', url: `${server.url}/nasty.tgz`, full: '1' });
  expect(answer.at('code'), JSON.stringify(answer.body)).toBe('0');
  const lib = join(realpathSync(estate.hosts[0]!.app.programLink), 'lib');
  expect(readdirSync(lib).sort()).toEqual([nasty, odd].sort());
  expect(readFileSync(join(lib, nasty), 'utf8')).toBe('one');
  expect(readFileSync(join(lib, odd, 'two\nlines'), 'utf8')).toBe('two');
  expect((await estate.served(estate.hosts[0]!))?.version).toBe('2.0.0');
  expectNotRun();
});

test('catalogue values are never commands', async () => {
  const before = initCalls(estate.hosts[1]!.app).length;
  for (const column of ['pro_key', 'pro_init', 'pro_dir', 'config_dir', 'checkdir', 'predir', 'configure_file_list']) {
    const [row] = await estate.rows(`SELECT \`${column}\` AS value FROM pre_server_detail WHERE app_key = 'odd'`);
    const value = `${String(row!.value)}'$(touch PWNED)\`touch PWNED\``;
    await estate.sql.query(`UPDATE pre_server_detail SET \`${column}\` = ? WHERE app_key = 'odd'`, [value]);
    const asks: Record<string, string>[] = [
      { action: 'check', k: 'odd' },
      { action: 'release', k: 'odd', url: `${server.url}/nasty.tgz`, full: '1' },
    ];
    for (const ask of asks) expect((await estate.rex(ask)).status, column).toBeLessThan(500);
    await estate.sql.query(`UPDATE pre_server_detail SET \`${column}\` = ? WHERE app_key = 'odd'`, [row!.value]);
    expectNotRun();
  }
  expect(initCalls(estate.hosts[1]!.app).length).toBeGreaterThanOrEqual(before);
});

test('SQL in a value is only a value', async () => {
  const tricks = ["server1'OR'1'='1", "x')OR(1=1)#", 'server1\\', "'", '%', '_', '`', 'x";DROP`TABLE`rexflow_users`'];
  for (const k of tricks) {
    const answer = await estate.rex({ action: 'check', k });
    expect([answer.status, answer.at('error.code')], k).toEqual([404, 'APP_UNKNOWN']);
    expect(answer.at('msg')).toContain(k);
    const login = await estate.call('/login', {
      method: 'POST',
      body: new URLSearchParams({ username: k, password: k }),
    });
    expect(login.status).toBe(401);
    const job = await estate.call(`/rex/jobs/${encodeURIComponent(k)}?token=${estate.token}`);
    expect([job.status, job.at('error.code')]).toEqual([404, 'JOB_UNKNOWN']);
    const token = await estate.call(`/rex?token=${encodeURIComponent(k)}`);
    expect(token.status).toBe(401);
  }
  expect(await estate.rows('SELECT name FROM rexflow_users')).toHaveLength(1);
});

test('no secret is in a log, in Redis, in a row or in an argument list', async () => {
  const bearer = { authorization: `Bearer ${estate.token}` };
  const body = new URLSearchParams({ action: 'check', k: 'server1', token: estate.token });
  const url = `${server.url.replace('//', `//packager:${wrongPassword}@`)}/missing.tgz`;
  const asks: (() => Promise<Answer>)[] = [
    () => estate.call('/rex', { method: 'POST', headers: bearer, body }),
    () => estate.call('/rex', { method: 'POST', body: '{"token":', headers: { 'content-type': 'application/json' } }),
    () => estate.call(`/token?token=${estate.token}`),
    () => estate.call(`/rex?%74oken=${estate.token}`),
    () => estate.call(`/login?username=admin&password=${wrongPassword}`),
    () => estate.call(`/login?username=admin&pass%77ord=${wrongPassword}`),
    () =>
      estate.call(`/rex?${new URLSearchParams({ action: 'release', k: 'nope', url, token: estate.token }).toString()}`),
    () => estate.call(`/nowhere/at/all?token=${estate.token}`),
    () => estate.rex({ action: 'release', k: 'server1', senv: 'x', token: estate.token, password: wrongPassword }),
    () => estate.rex({ action: 'Enter:route:downloadCombile', k: 'server1', url, token: estate.token }),
    () => estate.rex({ action: 'service', k: 'server1', a: 'restart' }),
  ];
  const lists: string[] = [];
  for (const ask of asks) {
    const asking = ask();
    lists.push(processesNow());
    await asking;
  }
  const release = estate.rex({ action: 'release', k: 'server1', url: `${server.url}/nasty.tgz`, full: '1' });
  let going = true;
  void release.then(() => (going = false));
  while (going) {
    lists.push(processesNow());
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect((await release).at('code')).toBe('0');
  const secrets: Record<string, string> = {
    token: estate.token,
    'password of the administrator': estate.password,
    'wrong password': wrongPassword,
    'password of MySQL': estate.mariadb.password,
    'password of Redis': estate.redis.password,
    'private key': readFileSync(estate.clientKey, 'utf8').split('\n')[2]!,
  };
  // An address with a login in it has to be kept as long as the request may have to fetch it: see the rows of requests.
  const mayHold = ['wrong password in table rexflow_requests', 'wrong password in table rexflow_audit'];
  const places = { ...(await placesOf(estate)), 'argument lists': lists.join('\n') };
  expect(lists.join('\n')).toContain('rsync');
  const found = Object.entries(secrets).flatMap(([secret, text]) =>
    Object.entries(places)
      .filter(([, held]) => text.length < 8 || held.includes(text))
      .map(([place]) => `${secret} in ${place}`),
  );
  expect(found.filter((place) => !mayHold.includes(place))).toEqual([]);
});

test('passwords and tokens are stored as hashes', async () => {
  const [user] = await estate.rows('SELECT * FROM rexflow_users');
  expect(user).toMatchObject({
    name: 'admin',
    password_hash: expect.stringMatching(/^scrypt\$\d+\$\d+\$\d+\$\S{20,}\$\S{40,}$/),
  });
  const hash = createHash('sha256').update(estate.token).digest('hex');
  expect((await estate.rows('SELECT hash FROM rexflow_tokens')).map((row) => String(row.hash))).toContain(hash);
});

test('without a token nothing is told but that the process lives', async () => {
  const healthz = await estate.call('/healthz');
  expect([healthz.status, healthz.body]).toEqual([200, 'ok']);
  expect(healthz.headers.get('x-powered-by')).toBeNull();
  expect(healthz.headers.get('server')).toBeNull();
  const job = String((await estate.rows('SELECT id FROM rexflow_requests LIMIT 1'))[0]!.id);
  for (const path of ['/rex', `/rex/jobs/${job}`, '/rex/jobs/nope']) {
    const answer = await estate.call(path);
    expect([answer.status, answer.at('error.code')], path).toEqual([401, 'TOKEN_INVALID']);
  }
  expect((await estate.call(`/rex/jobs/${job}`, { method: 'DELETE' })).status).toBe(401);
});

function upload(name: string, token: string): Promise<Answer> {
  const body = new FormData();
  body.append('upload', new Blob(['what was sent']), name);
  return estate.call(`/upload?token=${token}`, { method: 'POST', body });
}

test.each([
  '../../evil',
  '..\\..\\evil',
  '/etc/cron.d/evil',
  '..',
  '.ssh',
  'a/../../evil',
  '\u2025/evil',
  '-rf',
  "e'v$(x)il",
])('an upload called %s stays where uploads are', async (name) => {
  const uploads = join(estate.data, 'download/web');
  const answer = await upload(name, estate.token);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  const path = String(answer.at('move_to'));
  expect(realpathSync(path).startsWith(realpathSync(uploads) + sep)).toBe(true);
  expect(readFileSync(path, 'utf8')).toBe('what was sent');
  expect(path.slice(uploads.length + 1).split('/')).toHaveLength(2);
  expect(path.split('/').at(-1)).toMatch(/^[\p{L}\p{N}_][\p{L}\p{N}._-]*$/u);
  for (const dir of ['', 'download', 'download/web']) expect(existsSync(join(estate.data, dir, 'evil'))).toBe(false);
});

test('an upload without a token leaves nothing', async () => {
  const before = readdirSync(join(estate.data, 'download/web'));
  expect((await upload('file', 'nonsense')).status).toBe(401);
  expect(readdirSync(join(estate.data, 'download/web'))).toEqual(before);
});
