import { chmodSync, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '#provision';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEstate, type Estate } from './support/estate.js';
import { callerOf, type Caller } from './support/rexflow.js';
import { fillUpdateDirectory } from './support/update.js';

let estate: Estate;
let caller: Caller;
let first: string;
beforeAll(async () => {
  estate = await startEstate({ apps: [{}, {}], uat: { version: '7.0.0' } });
  caller = callerOf(estate);
  const { status, stderr } = await caller.feed(
    `${estate.password}\n`,
    'login',
    estate.url,
    '-u',
    'admin',
    '--password-stdin',
  );
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
afterAll(async () => {
  await estate?.stop();
});

const versions = () => Promise.all(estate.hosts.map(async (host) => (await estate.served(host))?.version));
const tokenFile = ({ home }: Caller): string => join(home, '.config/rexflow/cli.json');
const idIn = (text: string): string => /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(text)![0];
const esc = '\u001b[';

test('signing in keeps a token that nobody else may read, and says none', async () => {
  const { token, url } = JSON.parse(readFileSync(tokenFile(caller), 'utf8')) as { token: string; url: string };
  expect(url).toBe(estate.url);
  expect(statSync(tokenFile(caller)).mode & 0o777).toBe(0o600);
  const { stdout } = await caller.call('whoami');
  expect(stdout).toMatch(/^admin \(admin\) at http/);
  expect(stdout).not.toContain(token);
});

test('who is not known, or asks nobody, is told apart by the exit status', async () => {
  const other = callerOf(estate);
  const wrong = await other.feed('nonsense\n', 'login', estate.url, '-u', 'admin', '--password-stdin');
  expect(wrong).toMatchObject({ status: 4, stdout: '', stderr: expect.stringContaining('password: not correct') });
  expect(await other.call('list')).toMatchObject({ status: 2, stderr: expect.stringContaining('rexflow login URL') });
  const strange = callerOf(estate, { REXFLOW_URL: estate.url, REXFLOW_TOKEN: 'x'.repeat(40) });
  expect(await strange.call('apps')).toMatchObject({ status: 4, stderr: expect.stringContaining('rexflow login') });
  const nothing = `http://127.0.0.1:${await freePort()}`;
  const alone = callerOf(estate, { REXFLOW_URL: nothing, REXFLOW_TOKEN: 'x' });
  expect(await alone.call('apps')).toMatchObject({ status: 5, stderr: expect.stringContaining('ECONNREFUSED') });
});

test('errors are said in the language of the terminal, with what to do', async () => {
  const chinese = callerOf(estate, { REXFLOW_URL: estate.url, REXFLOW_TOKEN: estate.token, REXFLOW_LANGUAGE: 'zh' });
  const unknown = await chinese.call('status', 'nothing');
  expect(unknown).toMatchObject({ status: 3, stderr: expect.stringContaining('没有任务 nothing') });
  const signedOut = callerOf(estate, { REXFLOW_URL: estate.url, REXFLOW_TOKEN: 'x'.repeat(40), LC_ALL: 'zh_CN.UTF-8' });
  expect(await signedOut.call('apps')).toMatchObject({
    status: 4,
    stderr: 'rexflow: 访问令牌无效\n令牌已过期或不存在，请登录：rexflow login\n',
  });
});

test('an app is shown with its history, what the original released there as well', async () => {
  await estate.sql.query(
    `INSERT INTO pre_deploy_manage (deploy_key, randomStr, start_time, end_time, deloy_prodir_after, processNumber, status)
     VALUES ('server2', '1529856609597174600', '2018-06-24 16:10:09', '2018-06-24 16:10:38', '/www/html_20180624_160902', 2, 0)`,
  );
  const { status, stdout } = await caller.call('app', 'show', 'server2');
  expect(status).toBe(0);
  expect(stdout).toMatch(
    /2018-06-24 16:10:09 +2018-06-24 16:10:38 +release +runs +html_20180624_160902 +RexDeployV3 15298/,
  );
  await estate.sql.query("DELETE FROM pre_deploy_manage WHERE randomStr = '1529856609597174600'");
});

test('a token of the file goes to no other address than its own', async () => {
  const elsewhere = callerOf(estate, {
    REXFLOW_URL: 'http://127.0.0.1:9',
    XDG_CONFIG_HOME: join(caller.home, '.config'),
  });
  expect(await elsewhere.call('apps')).toMatchObject({ status: 4, stderr: expect.stringContaining('not signed in') });
});

test('a password typed at the terminal is not shown', async () => {
  const typing = callerOf(estate);
  const login = typing.startOnTerminal(80, 24, 'login', estate.url, '-u', 'admin');
  await login.shows(/password of admin: /);
  login.type(`${estate.password}\r`);
  const { status, stdout } = await login.ended;
  expect(status).toBe(0);
  expect(stdout).toContain('signed in at');
  expect(stdout).not.toContain(estate.password);
  expect(await typing.call('logout')).toMatchObject({ status: 0 });
  expect(readFileSync(tokenFile(typing), 'utf8')).not.toContain('token');
});

test('a plan, and the release that holds to it, line by line where nobody watches', async () => {
  const shown = await caller.call('plan', 'server', '--senv', 'uat');
  expect(shown).toMatchObject({ status: 0, stderr: '' });
  expect(shown.stdout).toContain('~ VERSION');
  const made = await caller.call('plan', 'server', '--senv', 'uat', '--json');
  const { hash, outcome } = JSON.parse(made.stdout) as { hash: string; outcome: string };
  expect(outcome).toBe('ready');
  expect(await versions()).not.toContain('7.0.0');
  const released = await caller.call('release', 'server', '--senv', 'uat', '--plan', hash);
  expect(released).toMatchObject({ status: 0, stderr: '' });
  first = idIn(released.stdout);
  const lines = released.stdout.split('\n');
  for (const { app } of estate.hosts) {
    const of = `${app.name} (${app.host})`;
    expect(
      lines.filter((line) => line.includes(`  ${of}  prepare/carry done in `)),
      of,
    ).toHaveLength(1);
  }
  expect(lines.every((line) => !line.includes(esc))).toBe(true);
  expect(released.stdout).toMatch(/^release .*: done, 2 of 2 apps, in /m);
  expect(await versions()).toEqual(['7.0.0', '7.0.0']);
  const stale = await caller.call('release', 'server', '--senv', 'uat', '--plan', hash, '--json');
  expect(stale.status).toBe(7);
  expect(JSON.parse(stale.stdout)).toMatchObject({ outcome: 'failed', trouble: { code: 'PLAN_CHANGED' } });
});

test('JSON is the only thing on stdout', async () => {
  const done = await caller.call('release', 'server1', '--senv', 'uat', '--json');
  expect(JSON.parse(done.stdout)).toMatchObject({ outcome: 'done', apps: [{ app: 'server1', standing: 'new' }] });
  const refused = await caller.call('release', 'nosuch', '--senv', 'uat', '--json');
  expect(refused.status).toBe(3);
  expect(JSON.parse(refused.stdout)).toMatchObject({ problem: { code: 'APP_UNKNOWN' }, exit: 3 });
  const told = await caller.call('events', first, '--json');
  const kinds = told.stdout
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { kind: string }).kind);
  expect([kinds[0], kinds.at(-1)]).toEqual(['accepted', 'settled']);
});

test('a row of the catalogue that cannot be used is named with its cure', async () => {
  const none = await caller.call('problems');
  expect([none.status, none.stdout]).toEqual([0, 'every row of the catalogue can be used\n']);
  const setKey = "UPDATE pre_server_detail SET pro_key = ? WHERE app_key = 'server2'";
  const [before] = await estate.rows("SELECT pro_key FROM pre_server_detail WHERE app_key = 'server2'");
  await estate.sql.execute(setKey, ['']);
  const one = await caller.call('problems');
  await estate.sql.execute(setKey, [String(before!.pro_key)]);
  expect(one.stdout).toMatch(
    /^✗ server2 \(id 2\): server2 lacks pro_key in the catalogue\n {2}.*: rexflow app set server2 service\.process=<value>\.\n$/,
  );
});

test('how a release failed is the exit status, and what to do is said', async () => {
  fillUpdateDirectory(estate, '8.0.0', { server2: 'fail=exit' });
  const partial = await caller.call('release', 'server', '--policy', 'stop', '--max-failures', '1', '--batch', '1');
  expect(partial.status).toBe(15);
  expect(partial.stdout).toMatch(/^mixed: group server runs$/m);
  expect(partial.stdout).toMatch(/^server2 \(.*\): START_FAILED \(application\)/m);
  expect(partial.stdout).toMatch(/^ {4}do: /m);
  const failed = await caller.call('release', 'server2');
  expect(failed.status).toBe(10);
  expect(await versions()).toEqual(['8.0.0', '7.0.0']);
  const again = await caller.call('retry', idIn(failed.stdout), '--no-wait', '--json');
  expect(again.status).toBe(0);
  const { id } = JSON.parse(again.stdout) as { id: string };
  expect((await caller.call('status', id, '--wait')).status).toBe(10);
  expect((await caller.call('list', '--outcome', 'failed', '-n', '1')).stdout).toContain(id);
});

test('going back, by name and to a release', async () => {
  expect((await caller.call('rollback', 'server1', '--to', first)).status).toBe(0);
  expect(await versions()).toEqual(['7.0.0', '7.0.0']);
  expect((await caller.call('rollback', 'server1', '--to', 'nosuch')).status).toBe(3);
});

test('what is there, and what runs', async () => {
  expect((await caller.call('apps', '--group', 'server')).stdout).toMatch(/^server1 +server +127\./m);
  expect((await caller.call('hosts')).stdout).toContain('SHA256:');
  expect(await caller.call('check', 'server')).toMatchObject({ status: 0 });
  const run = await caller.call('run', 'server1', '--', 'printf', '%s\\n', 'a  b', '$HOME');
  expect(run).toMatchObject({ status: 0, stdout: 'a  b\n$HOME\n' });
  const failed = await caller.call('run', 'server', '--', 'echo out; exit 3');
  expect(failed).toMatchObject({ status: 7, stdout: expect.stringContaining('server2 | out') });
  const { items } = JSON.parse((await caller.call('list', '--action', 'run', '-n', '1', '--json')).stdout) as {
    items: { id: string }[];
  };
  expect((await caller.call('logs', items[0]!.id, '--app', 'server2')).stdout).toMatch(/ server2 {2}\S+ {2}out$/m);
  expect((await caller.call('logs', items[0]!.id, '-f', '--json')).stdout).toContain('"text":"out');
  expect((await caller.call('service', 'server1', 'stop')).status).toBe(0);
  expect((await caller.call('check', 'server')).status).toBe(14);
  expect((await caller.call('service', 'server1', 'start')).status).toBe(0);
  expect((await caller.call('drift', 'server')).stdout).toMatch(/^server1 .* exact /m);
});

test('a token for a program, shown once', async () => {
  const file = join(caller.home, 'ci.token');
  expect((await caller.call('tokens', 'create', 'ci', '--life', '1h', '--file', file)).stdout).not.toContain(
    readFileSync(file, 'utf8').trim(),
  );
  const program = callerOf(estate, { REXFLOW_URL: estate.url, REXFLOW_TOKEN: readFileSync(file, 'utf8').trim() });
  expect((await program.call('whoami')).status).toBe(0);
  const listed = JSON.parse((await caller.call('tokens', 'list', '--json')).stdout) as {
    items: { id: string; name: string | null }[];
  };
  const { id } = listed.items.find(({ name }) => name === 'ci')!;
  expect((await caller.call('tokens', 'delete', id)).status).toBe(0);
  expect((await program.call('whoami')).status).toBe(4);
});

test('the doctor looks at the installation and at its hosts', async () => {
  const looked = await caller.call('doctor');
  expect(looked).toMatchObject({ status: 0, stderr: '' });
  expect(looked.stdout).toMatch(/^✓ redis.policy: /m);
  expect(looked.stdout).toMatch(/^✓ server2 \(127\..*\): \d+ things looked at and well$/m);
  const { app } = estate.hosts[1]!;
  chmodSync(app.init, 0o644);
  const amiss = await caller.call('doctor', 'server2', '--json');
  chmodSync(app.init, 0o755);
  expect(amiss.status).toBe(14);
  const { findings } = JSON.parse(amiss.stdout) as { findings: { name: string; state: string; advice: string }[] };
  expect(findings).toContainEqual(
    expect.objectContaining({ name: `server2 (${app.host}) app.init`, state: 'failed', advice: expect.any(String) }),
  );
});

test('bash completes commands, options, choices, apps and files', async () => {
  const complete = async (line: string): Promise<string[]> => {
    const { stdout, stderr } = await caller.bash(`
      source <(rexflow completion bash)
      compopt() { :; }
      COMP_WORDS=(${line}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); COMP_LINE="\${COMP_WORDS[*]}"
      _rexflow rexflow
      printf '%s\\n' "\${COMPREPLY[@]}"`);
    expect(stderr).toBe('');
    return stdout.trim().split('\n');
  };
  expect(await complete('rexflow rel')).toEqual(['release']);
  expect(await complete("rexflow release ''")).toEqual(['server', 'server1', 'server2']);
  expect(await complete('rexflow release web --pol')).toEqual(['--policy']);
  expect(await complete("rexflow release web --policy ''")).toEqual(['stop', 'undo', 'continue']);
  expect(await complete('rexflow tokens cr')).toEqual(['create']);
  expect(await complete(`rexflow release web --package '${estate.dir}/hom'`)).toContainEqual(
    expect.stringMatching(/\/home-/),
  );
});

test.skipIf(!existsSync('/usr/bin/zsh') && !existsSync('/bin/zsh'))('zsh completes as bash does', async () => {
  const { stdout } = await caller.bash(`
    zsh -f -c '
      compdef() { :; }
      compadd() { shift; print -l -- "\${(P@)1}" }
      source <(rexflow completion zsh)
      words=(rexflow rel); CURRENT=2
      _rexflow'`);
  expect(stdout.trim()).toBe('release');
});
