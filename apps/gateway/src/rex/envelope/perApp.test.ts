import { expect, test } from 'vitest';
import { present } from './index.js';
import { settled, trouble } from './settled.fixture.js';

const id = '3b0c2f6e-2b5d-4a53-9b58-1f1f9d4a0001';
const wrapped = (nodes: unknown[], count = nodes.length): unknown => ({
  code: '0',
  msg: '成功',
  data: [{ code: 0, count, mainProcess: id, msg: 'success', data: nodes.map((data) => ({ data, mainProcess: id })) }],
});
const nodeOf = (data: unknown, index = 0): Record<string, unknown> =>
  (data as { data: { data: { data: Record<string, unknown> }[] }[] }).data[0]!.data[index]!.data;

const shownColumns = [
  'access_log app_key auto_deloy backupdir_same_level config_dir container_dir cpu created_time depart_name',
  'deploydir_same_level disk header id is_deloy_dir is_restart_status loadBalancerId local_name log_dir mask mem',
  'network_ip note params pro_dir pro_init pro_key pro_port pro_type require requirecode server_name status system_type',
  'updated_time url',
].flatMap((line) => line.split(' '));

test('run: the output without its last line break, and beyond the original stderr and exit status', () => {
  const ran = { stdout: ' a b\n', stderr: '', exitCode: 0 };
  const { code, data } = present(
    settled({ action: 'run', parameters: { k: 'server', cmd: 'x' }, apps: [{ facts: ran }, { facts: ran }] }),
  );
  const node = (number: number): unknown => ({
    app_key: `server${number}`,
    server: `127.0.0.1${number}`,
    stdout: ' a b',
    stderr: '',
    exitCode: 0,
  });
  expect(code).toBe(0);
  expect(data).toEqual(wrapped([node(1), node(2)]));
});

test('run: a command that fails is a failure on every level, with its output kept', () => {
  const facts = { stdout: 'half', stderr: 'broken\n', exitCode: 7 };
  const { code, msg, data } = present(
    settled({
      action: 'run',
      parameters: { k: 'server', cmd: 'x' },
      apps: [{ outcome: 'failed', trouble, facts }],
      settlement: { outcome: 'failed' },
    }),
  );
  expect({ code, msg }).toEqual({ code: -1, msg: `server1: ${trouble.message}` });
  expect(data).toMatchObject({ code: '-1', msg: '失败', data: [{ code: -1, count: 1 }] });
  expect(nodeOf(data)).toMatchObject({ code: -1, stdout: 'half', stderr: 'broken', exitCode: 7, app_key: 'server1' });
});

test('rollback: the record gone back by and the row of the catalogue', () => {
  const record = {
    deloy_configdir_after: '/c2',
    deloy_configdir_before: '/c1',
    deloy_prodir_after: '/p2',
    deloy_prodir_before: '/p1',
    end_time: '2026-11-23 05:49:31',
    randomStr: '1795412924075697113',
  };
  const target = { programDir: '/p1', configDir: '/c1', randomStr: record.randomStr };
  const { data } = present(
    settled({
      action: 'rollback',
      parameters: { k: 'server', rollstatus: '0' },
      apps: [{ facts: { record, target } }],
    }),
  );
  const node = nodeOf(data) as { data: { config: Record<string, unknown> }[] } & Record<string, unknown>;
  expect(node).toMatchObject({ app_key: 'server1', k: 'server1', rollstatus: '0' });
  expect(node.data[0]).toMatchObject({ k: 'server1', getLastDeloy: record, myAppStatus: '1795412959140000000' });
  expect(Object.keys(node.data[0]!.config).sort()).toEqual(shownColumns.sort());
  expect(node.data[0]!.config).toMatchObject({ id: 1, auto_deloy: '1', url: null });
});

test.each([
  ['start', 1, '1', 0],
  ['start', -1, '2', 0],
  ['stop', 1, '2', 1],
  ['stop', -1, '1', 1],
  ['restart', 1, '1', 1],
] as const)('service %s with status %i has result code %s', (a, status, resultCode, before) => {
  const facts = { before, after: 1 - before, status, message: `(server1) ${a} it.` };
  const outcome = status === 1 ? 'done' : 'failed';
  const { data } = present(
    settled({
      action: 'service',
      parameters: { k: 'server1', a },
      apps: [{ facts, outcome }],
      settlement: { outcome },
    }),
  );
  const node = nodeOf(data) as { config: Record<string, unknown> } & Record<string, unknown>;
  expect(node).toMatchObject({
    after: { result_code: resultCode },
    app_key: 'server1',
    before: { processNumber: String(before) },
    msg: `(server1) ${a} it.`,
    service_start_retry: '5',
    status,
  });
  expect(Object.keys(node.config).sort()).toEqual(
    [...shownColumns, 'action', 'jsonfile', 'key', 'services_file'].sort(),
  );
  expect(node.config.action).toBe(a);
});

test('service: nothing to do has no result code', () => {
  const facts = { before: 1, after: 1, status: 0, message: '(server1) process is started.' };
  const { code, data } = present(
    settled({ action: 'service', parameters: { k: 'server1', a: 'start' }, apps: [{ facts }] }),
  );
  expect(code).toBe(0);
  expect(nodeOf(data)).toMatchObject({ status: 0, msg: '(server1) process is started.' });
  expect(nodeOf(data)).not.toHaveProperty('after');
});

test('Enter:route:download: every field of the original', () => {
  const tree = { from: '/data/h01/www/html', to: '/here/softdir/server1', size: '36M', seconds: 3, code: 0 } as const;
  const facts = {
    program: tree,
    config: null,
    startedAt: 1795412161,
    endedAt: 1795412178,
    representative: ['server1'],
  };
  const { data } = present(
    settled({ action: 'Enter:route:download', parameters: { k: 'server', update: '1' }, apps: [{ facts }] }),
  );
  const node = nodeOf(data);
  expect(Object.keys(node).sort()).toEqual(
    [
      'confresult download_all end_time local_config_dir local_config_dir_size localdir localdir_size params proresult',
      'remote_confir_dir remotedir src_local_config_dir_is_delete src_localdir_is_delete start_time take',
    ].flatMap((line) => line.split(' ')),
  );
  expect(node).toMatchObject({ take: 17, confresult: null, src_localdir_is_delete: 1, download_all: 'false' });
  expect(node.proresult).toEqual({
    code: 0,
    download: { code: 0, download_method: 'rsync', localPath: '/here/softdir/server1' },
    msg: 'download success',
    params: {
      app_key: null,
      dir1: '/data/h01/www/html/',
      dir2: '/here/softdir/server1/',
      http: null,
      ipsep: null,
      w: null,
    },
    server: '127.0.0.11',
    size: '36M',
    take: '3',
  });
  expect(Object.keys(node.params as object).sort()).toEqual(
    [
      'config k local_name network_ip pro_key_array relocal_name remote_confir_dir remotedir rsyncdelete senv type update',
      'usetype',
    ].flatMap((line) => line.split(' ')),
  );
  expect((data as { data: { srcdata: unknown }[] }).data[0]!.srcdata).toEqual({
    k: 'server1',
    parallelism: '16',
    params: { k: 'server', senv: '', type: '', update: '1', usetype: '', w: '1' },
    take: '102',
  });
});
