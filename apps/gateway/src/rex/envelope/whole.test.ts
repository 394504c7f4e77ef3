import { expect, test } from 'vitest';
import { actionNames, requestKinds, type RequestKind } from '#contract';
import { presentFindings } from './findings.js';
import { present } from './index.js';
import { settled, trouble } from './settled.fixture.js';

const parameters = { k: 'server' };
const dataOf = (action: string, facts: Record<string, unknown>): unknown =>
  present(settled({ action, parameters, apps: [{}, {}], settlement: { facts } })).data;

const jobs = Object.entries(requestKinds).flatMap(([kind, { runs }]) =>
  runs === 'worker' ? [kind as RequestKind] : [],
);

test('a kind without a form of its own is answered by what was found on each app', () => {
  const apps = [{ facts: { seen: 3 } }, { outcome: 'failed' as const, trouble }];
  const { data } = presentFindings(settled({ action: 'check', parameters, apps }));
  const failed = { app_key: expect.any(String), code: -1, error: trouble.code };
  expect(data).toMatchObject([{ app_key: expect.any(String), server: expect.any(String), seen: 3 }, failed]);
});

test.each(jobs)('%s: a failure without findings is still a whole answer', (kind) => {
  const result = present(
    settled({
      action: actionNames[kind],
      parameters: { k: 'server', a: 'stop' },
      apps: [{ outcome: 'failed', trouble }, { outcome: 'skipped' }],
      settlement: { outcome: 'failed', trouble },
    }),
  );
  expect(result.code).toBe(-1);
  expect(result.msg).toContain(trouble.message);
  expect(result.data).toMatchObject({ code: '-1', msg: '失败' });
});

test('check', () => {
  const facts = { processes: 1, init: true, programDir: true, configDir: false };
  const result = settled({ action: 'check', parameters, apps: [{ facts }] });
  expect(present(result).data).toEqual({
    code: '0',
    msg: '成功',
    data: [
      {
        app_config_dir: '/data/h01/www/conf',
        app_pro_dir: '/data/h01/www/html',
        app_pro_init: '/data/h01/init/app',
        app_pro_key: 'oracleapp-01',
        config_dir: 0,
        pro_dir: 1,
        pro_init: 1,
        ps_num: '1',
      },
    ],
  });
});

test('Deploy:Core:syncpro', () => {
  expect(dataOf('Deploy:Core:syncpro', { missingProgram: [], missingConfig: [] })).toEqual({
    code: '0',
    msg: '成功',
    data: [1, '', ''],
  });
  const facts = { missingProgram: ['/a', '/b'], missingConfig: ['/c'] };
  const failed = settled({
    action: 'Deploy:Core:syncpro',
    parameters,
    apps: [],
    settlement: { outcome: 'failed', facts },
  });
  expect(present(failed).data).toEqual({ code: '-1', msg: '失败', data: [0, '/a,/b', '/c'] });
});

test('Deploy:Core:diff', () => {
  const none = { total: 0, changed: 0, deleted: 0, added: 0 };
  const some = { total: 6, changed: 3, deleted: 2, added: 1 };
  const missing = { downloadedProgram: [], downloadedConfig: [], program: [], config: ['/c/server3'] };
  const apps = [
    { appKey: 'server1', program: some, config: none },
    { appKey: 'server2', program: none, config: none },
  ];
  expect(dataOf('Deploy:Core:diff', { apps, missing })).toEqual({
    code: '0',
    msg: '成功',
    data: [
      {
        code: 1,
        confChange: '[server1配置:0],[server2配置:0]',
        differcount: [
          [
            '{"app_key":"server1","prodiffercount":"6,3,2,1","confdiffercount":"0,0,0,0"}',
            '{"app_key":"server2","prodiffercount":"0,0,0,0","confdiffercount":"0,0,0,0"}',
          ],
        ],
        enconfChange: '[server1 conf:0],[server2 conf:0]',
        enproChange: '[server1 pro:6],[server2 pro:0]',
        errDownloadconf: '',
        errDownloadpro: '',
        errconf: '/c/server3',
        errpro: '',
        proChange: '[server1程序:6],[server2程序:0]',
      },
    ],
  });
});

test('Deploy:Configure:config', () => {
  expect(dataOf('Deploy:Configure:config', { program: [], config: [] })).toEqual({
    code: '0',
    msg: '成功',
    data: [{ code: 0, diff_conf: [], diff_pro: [], msg: 'run init pro and config success' }],
  });
  const program = [{ group: 'server', command: 'make', dir: '/softdir/server', output: 'made\n' }];
  expect(dataOf('Deploy:Configure:config', { program, config: [] })).toMatchObject({
    data: [
      {
        diff_pro: [{ local_name: 'server', local_pro_cmd: 'make' }],
        run_pro_cmd: {
          code: 0,
          msg: 'run cmd success',
          runres: 'made\n',
          data: [{ local_name: 'server', pro_cmd: 'make', run_dir: '/softdir/server' }],
        },
      },
    ],
  });
});

test('Enter:route:downloadCombile', () => {
  const facts = {
    downdir: '/down/1',
    file: '/down/1/a.zip',
    size: '12K',
    seconds: 1,
    unpacked: { kind: 'zip', entries: 3 },
    merged: true,
  };
  expect(dataOf('Enter:route:downloadCombile', facts)).toMatchObject({
    code: '0',
    data: [
      {
        params: { k: 'server', url: '', downdir: '', set: '', full: '', dest: '' },
        downdir: '/down/1',
        download: { code: 0, download: { localPath: '/down/1/a.zip' }, size: '12K', take: '1' },
        unzip: { code: 1, res: { kind: 'zip', entries: 3 } },
        checkRes: 1,
        combileRes: { code: 1 },
        code: 1,
        msg: 'success',
      },
    ],
  });
});
