import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEstate, type Answer, type Estate } from './support/estate.js';
import { pack } from './support/pack.js';
import { servePackages, type PackageServer, type Served } from './support/packages.js';

type Documented = string | { [key: string]: Documented };
const sample = JSON.parse(readFileSync(new URL('fixtures/release-answer.json', import.meta.url), 'utf8')) as Record<
  string,
  Documented
>;

let estate: Estate;
let server: PackageServer;
const shelf: Record<string, Served> = {};
beforeAll(async () => {
  server = await servePackages(shelf);
  estate = await startEstate({ apps: [{}, {}], uat: { version: '7.0.0' } });
});
afterAll(async () => {
  await estate?.stop();
  await server?.close();
});

/** Formats of the documented texts; a text of none of them stands for itself. */
const formats = [
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/,
  /^\d{10}[a-z]{32}$/,
  /^\d{19}$/,
  /^\d+(\.\d+){3}$/,
  /^[\d.]+[KM] \/\S+_\d{8}_\d{6} [\d.]+[KM] \/\S+_\d{8}_\d{6}$/,
  /^\/\S+_\d{8}_\d{6}$/,
  /^Total Take:\d+ \|\| Rsync Time:\d+ \|\| Start App Time:\d+$/,
  /^release,--k="server",--senv="uat",--token="\d{10}[a-z]{32}",--w="1"$/,
];

/** Codes and marks are compared as they are; counts of seconds and processes, times and names by their format. */
function like(key: string, value: Documented): unknown {
  if (typeof value !== 'string')
    return Object.fromEntries(Object.entries(value).map(([own, member]) => [own, like(own, member)]));
  if (key === 'take' || key === 'processNumber') return expect.stringMatching(/^\d+$/);
  if (key === 'chdir') return expect.stringMatching(/^\//);
  // The same request at a terminal, with the token masked.
  if (key === 'cmd') return "rexflow release --k=server --senv=uat --token='******'";
  const format = formats.find((candidate) => candidate.test(value));
  return format ? expect.stringMatching(format) : value;
}

/** Takes a key away that is ours and not documented, and gives what stood there. */
function take(container: unknown, key: string): unknown {
  const found = (container as Record<string, unknown>)[key];
  Reflect.deleteProperty(container as object, key);
  return found;
}

const envelopeKeys = ['code', 'data', 'param', 'parseparameters', 'print_stdout', 'respon', 'take'];
function expectEnvelope(answer: Answer, { code, job = true }: { code: string; job?: boolean }): void {
  const failed = code === '0' ? [] : ['msg'];
  expect(Object.keys(answer.body as object).sort()).toEqual(
    [...envelopeKeys, ...failed, ...(job ? ['job'] : [])].sort(),
  );
  expect(answer.at('code'), JSON.stringify(answer.body)).toBe(code);
  expect(Object.keys(answer.at('respon') as object).sort()).toEqual(Object.keys(sample.respon as object).sort());
}

test('a release is answered as the reference documents it, field by field', async () => {
  const answer = await estate.rex({ action: 'release', k: 'server', senv: 'uat' });
  expect(answer.status).toBe(200);
  const body = structuredClone(answer.body);
  expect(take(body, 'job')).toMatch(/^[0-9a-f-]{36}$/);
  const item = ((body as typeof sample).data as Record<string, Record<string, Documented>>).data!['0'];
  expect(take(item, 'diff')).toMatchObject({
    '0': { app_key: 'server1', program: { changed: '1' } },
    '1': { config: { total: '0' } },
  });
  expect(take(item, 'versions')).toEqual({
    '0': { app_key: 'server1', version: '7.0.0', commit: {} },
    '1': { app_key: 'server2', version: '7.0.0', commit: {} },
  });
  expect(body).toEqual(like('', sample));
  expect(answer.at('param.token')).toBe(estate.token);
});

test('a failed release has the same envelope, and says for each app what happened and where it stands', async () => {
  const run = await estate.rex({ action: 'release', k: 'server', url: `${server.url}/missing.tar.gz`, full: '1' });
  expect(run.status).toBe(200);
  expectEnvelope(run, { code: '-1' });
  expect(run.at('respon')).toMatchObject({ code: '1', ret: '1', msg: '执行完成' });
  expect(run.at('data')).toMatchObject({ code: '-1', msg: '失败' });
  const fields = Object.keys((((sample.data as never)['data']['0'] as never)['data'] as never)['0'] as object);
  const node = run.at('data.data.0.data.1') as Record<string, unknown>;
  expect(Object.keys(node).sort()).toEqual(
    [...fields, 'code', 'msg', 'error', 'class', 'host', 'step', 'advice', 'standing'].sort(),
  );
  expect(node).toMatchObject({ deploy_key: 'server2', code: '-1', standing: 'old', end_time: {} });
});

test('a refusal has the same envelope', async () => {
  const refused = await estate.rex({ action: 'release', k: 'nobody' });
  expect(refused.status).toBe(404);
  expect(Object.keys(refused.body as object).sort()).toEqual([...envelopeKeys, 'error', 'msg'].sort());
  expect(refused.at('msg')).toContain('nobody');
  expect(refused.at('respon.ret')).toBe('2');
});

test('list and initdb', async () => {
  const list = await estate.rex({ action: 'list' });
  expectEnvelope(list, { code: '0', job: false });
  const versions = { server1: '7.0.0', server2: '7.0.0' };
  const names = { '0': 'server', '1': 'server1 server2 2' };
  expect(list.at('data')).toEqual({ code: '0', msg: '成功', data: names, versions });
  expect(list.at('parseparameters.requestCmd')).toBe(`list,--token="${estate.token}",--w="1"`);
  const initdb = await estate.rex({ action: 'Deploy:Db:initdb' });
  expectEnvelope(initdb, { code: '0', job: false });
  expect(initdb.at('data')).toEqual({ code: '0', msg: '成功', data: { '0': '1' }, freed: '0' });
});

test('check tells of each app what is on its host', async () => {
  const answer = await estate.rex({ action: 'check', k: 'server2,server1' });
  expectEnvelope(answer, { code: '0' });
  const nodes = estate.hosts.map(({ app }, index) => [
    String(index),
    {
      ps_num: '1',
      pro_init: '1',
      pro_dir: '1',
      config_dir: '1',
      app_pro_key: app.key,
      app_pro_init: app.init,
      app_pro_dir: app.programLink,
      app_config_dir: app.configLink,
    },
  ]);
  expect(answer.at('data')).toEqual({ code: '0', msg: '成功', data: Object.fromEntries(nodes) });
});

test('run gives output, errors and status; commas and quotes arrive as they are', async () => {
  const answer = await estate.rex({ action: 'run', k: 'server1', cmd: `printf '%s\\n' "a,b" 'c"d'; echo bad >&2` });
  expectEnvelope(answer, { code: '0' });
  const job = answer.at('job');
  const node = {
    app_key: 'server1',
    server: estate.hosts[0]!.app.host,
    stdout: 'a,b\nc"d',
    stderr: 'bad',
    exitCode: '0',
    seconds: expect.stringMatching(/^\d+(\.\d+)?$/) as string,
  };
  expect(answer.at('data.data')).toEqual({
    '0': { code: '0', msg: 'success', count: '1', mainProcess: job, data: { '0': { mainProcess: job, data: node } } },
  });
  const failed = await estate.rex({ action: 'run', k: 'server', cmd: 'exit 3' });
  expectEnvelope(failed, { code: '-1' });
  expect(failed.at('data.data.0.data.1.data')).toMatchObject({ app_key: 'server2', exitCode: '3', code: '-1' });
});

test('service starts, stops and restarts, and does not do what is done already', async () => {
  const node = async (a: string) => {
    const answer = await estate.rex({ action: 'service', k: 'server1', a });
    expectEnvelope(answer, { code: '0' });
    return answer.at('data.data.0.data.0.data');
  };
  const running = { before: { processNumber: '1' }, app_key: 'server1', service_start_retry: '2' };
  expect(await node('start')).toMatchObject({ ...running, status: '0', msg: '(server1) process is started.' });
  expect(await node('restart')).toMatchObject({ ...running, status: '1', msg: '(server1) restart success.' });
  expect(await node('stop')).toMatchObject({
    ...running,
    after: { result_code: '2', processNumber: '0' },
    status: '1',
    msg: '(server1) stop success.',
    config: { app_key: 'server1', action: 'stop', network_ip: estate.hosts[0]!.app.host, mask: {} },
  });
  expect(await estate.served(estate.hosts[0]!)).toBeNull();
  expect(await node('stop')).toMatchObject({
    before: { processNumber: '0' },
    status: '0',
    msg: '(server1) process is stoped.',
  });
  expect(await node('start')).toMatchObject({
    status: '1',
    msg: '(server1) start success.',
    after: { result_code: '1' },
  });
});

test('download, downloadCombile, syncpro, config and diff are the stages of a release, each alone', async () => {
  const inside = (answer: Answer) => (expectEnvelope(answer, { code: '0' }), answer.at('data.data.0'));
  inside(await estate.rex({ action: 'Enter:route:download', k: 'server', update: '1' }));

  shelf['p.tgz'] = await pack('p.tgz', { VERSION: '8.0.0\n', 'lib/new': 'x' });
  const url = `${server.url}/p.tgz`;
  const asked = { action: 'Enter:route:downloadCombile', k: 'server', url, downdir: 'mine', full: '1', dest: '2' };
  const downdir = join(estate.data, 'download/http/mine');
  expect(inside(await estate.rex(asked))).toMatchObject({
    params: { k: 'server', url, downdir: 'mine', set: '', full: '1', dest: '2' },
    downdir,
    download: { code: '0', msg: 'download success', params: { dir1: url, dir2: downdir } },
    unzip: { code: '1' },
    checkRes: '1',
    combileRes: { code: '1' },
    code: '1',
    msg: 'success',
  });

  const synced = await estate.rex({ action: 'Deploy:Core:syncpro', k: 'server1,server2', update: '1' });
  expectEnvelope(synced, { code: '0' });
  expect(synced.at('data.data')).toEqual({ '0': '1', '1': '', '2': '' });

  await estate.sql.query("UPDATE pre_server_detail SET local_conf_cmd = 'echo more=1 >>app.properties' WHERE id = 1");
  const dir = join(estate.data, 'configuredir/server/server1');
  expect(inside(await estate.rex({ action: 'Deploy:Configure:config', k: 'server' }))).toEqual({
    diff_pro: {},
    diff_conf: { '0': { local_name: 'server', app_key: 'server1', local_conf_cmd: 'echo more=1 >>app.properties' } },
    run_conf_cmd: expect.objectContaining({ code: '0', data: { '0': expect.objectContaining({ run_dir: dir }) } }),
    code: '0',
    msg: 'run init pro and config success',
  });

  const counts = (app: string, config: string) =>
    JSON.stringify({ app_key: app, prodiffercount: '2,1,0,1', confdiffercount: config });
  expect(inside(await estate.rex({ action: 'Deploy:Core:diff', k: 'server' }))).toEqual({
    code: '1',
    errDownloadpro: '',
    errDownloadconf: '',
    errpro: '',
    errconf: '',
    proChange: '[server1程序:2],[server2程序:2]',
    enproChange: '[server1 pro:2],[server2 pro:2]',
    confChange: '[server1配置:1],[server2配置:0]',
    enconfChange: '[server1 conf:1],[server2 conf:0]',
    differcount: { '0': { '0': counts('server1', '1,1,0,0'), '1': counts('server2', '0,0,0,0') } },
  });
  const [row] = await estate.rows('SELECT differcount FROM pre_server_detail WHERE id = 1');
  expect(row!.differcount).toBe(counts('server1', '1,1,0,0'));
  expect((await estate.served(estate.hosts[0]!))!.version).toBe('7.0.0');
});
