import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { DeployRow } from '#records';
import { stringifyAll } from '../documented.js';
import { answered } from '../envelope.js';
import { present } from './index.js';
import { app, settled, trouble } from './settled.fixture.js';

const example = JSON.parse(
  readFileSync(new URL('../../../../../test/fixtures/release-answer.json', import.meta.url), 'utf8'),
) as Record<string, unknown>;

const row = (number: 1 | 2, values: Partial<DeployRow>): DeployRow => ({
  deploy_key: `server${number}`,
  deploy_ip: `192.168.0.${number}`,
  deloy_prodir_before: `/data/www/html${number}_20180605_144705`,
  deloy_configdir_before: `/data/www/config${number}_20180605_144705`,
  deloy_prodir_after: `/data/www/html${number}_20180624_160902`,
  deloy_configdir_after: `/data/www/config${number}_20180624_160902`,
  deloy_prodir_real_before: null,
  deloy_size: `32M /data/www/html${number}_20180624_160902 24K /data/www/config${number}_20180624_160902`,
  deploy_take: null,
  processNumber: 2,
  start_time: '2018-06-24 16:10:09',
  rsync_war_time: '2018-06-24 16:10:23',
  start_app_time: '2018-06-24 16:10:33',
  end_time: null,
  randomStr: '',
  rollRecord: 0,
  rollStatus: 0,
  rollbackNumber: 0,
  ...values,
});

const rows = [
  row(1, {
    deploy_take: 'Total Take:29 || Rsync Time:14 || Start App Time:5',
    end_time: '2018-06-24 16:10:38',
    randomStr: '1529856609597174600',
  }),
  row(2, {
    deploy_take: 'Total Take:30 || Rsync Time:14 || Start App Time:6',
    end_time: '2018-06-24 16:10:39',
    randomStr: '1529856609826720700',
  }),
];
const sent = { action: 'release', k: 'server', senv: 'uat', token: '1529853651coqjifffyedvdqfnrghhphcadjgctexi' };
const story = { action: 'release', parameters: { k: 'server', senv: 'uat' }, rows };

type Node = Record<string, unknown>;
const itemOf = (data: unknown): Node & { data: Node[] } => (data as { data: (Node & { data: Node[] })[] }).data[0]!;

test('the documented example, every key, nesting, type and value', () => {
  const finished = settled({ ...story, apps: [{}, {}] });
  [finished.request.apps[0]!.app.host, finished.request.apps[1]!.app.host] = ['192.168.0.207', '192.168.0.76'];
  const envelope = stringifyAll(answered({ sent, take: 105, printStdout: false }, present(finished)));
  // `cmd` and `chdir` hold the values of rexflow.
  const { chdir, cmd } = (envelope as { respon: Record<string, string> }).respon;
  expect(cmd).toBe("rexflow release --k=server --senv=uat --token='******'");
  expect(chdir).toBe(process.cwd());
  const expected = structuredClone(example) as { respon: Record<string, string> };
  Object.assign(expected.respon, { chdir, cmd });
  expect(envelope).toEqual(expected);
});

test('the types of the original', () => {
  const { code, msg, data } = present(settled({ ...story, apps: [{}, {}] }));
  expect({ code, msg }).toEqual({ code: 0, msg: null });
  expect(data).toMatchObject({ code: '0', msg: '成功', data: [{ code: 0, msg: 'server have finshed release' }] });
  const [node] = itemOf(data).data;
  expect(node).toMatchObject({ processNumber: '2', rollRecord: 0, deloy_prodir_real_before: null });
  expect(Object.keys(node!)).toHaveLength(18);
});

test('a failed release says for each app what happened and where it stands', () => {
  const { code, msg, data } = present(
    settled({
      ...story,
      rows: [rows[0]!],
      apps: [
        { outcome: 'failed', standing: 'restored', step: 'start', trouble },
        { outcome: 'skipped', standing: 'old' },
      ],
      settlement: { outcome: 'failed' },
    }),
  );
  expect(code).toBe(-1);
  expect(msg).toBe(`server1: ${trouble.message}`);
  expect(data).toMatchObject({ code: '-1', msg: '失败', data: [{ code: -1 }] });
  const [first, second] = itemOf(data).data;
  expect(first).toMatchObject({
    code: -1,
    error: 'START_FAILED',
    class: 'application',
    host: '127.0.0.11',
    step: 'start',
    advice: trouble.advice,
    standing: 'restored',
  });
  expect(first!.msg).toMatch(/does not run after start.*runs its previous release again/);
  expect(second).toMatchObject({
    deploy_key: 'server2',
    deploy_ip: app(2).host,
    deloy_prodir_after: null,
    standing: 'old',
  });
  expect(second!.msg).toMatch(/nothing was switched/);
  for (const field of Object.keys(rows[0]!)) expect(second).toHaveProperty(field);
});

test('in a partial release the app that did it has its 18 fields and nothing else', () => {
  const { code, data } = present(
    settled({
      ...story,
      apps: [{ standing: 'new' }, { outcome: 'failed', standing: 'down', step: 'start', trouble }],
      settlement: { outcome: 'partial' },
    }),
  );
  expect(code).toBe(-1);
  expect(Object.keys(itemOf(data).data[0]!)).toHaveLength(18);
  expect(itemOf(data).data[1]).toMatchObject({ code: -1, standing: 'down' });
});

test('trouble of the whole is told once', () => {
  const { msg } = present(
    settled({ ...story, apps: [{ outcome: 'failed', trouble }], settlement: { outcome: 'failed', trouble } }),
  );
  expect(msg).toBe(`server1: ${trouble.message}`);
});

test('the differences, and that there are none', () => {
  const same = { total: 0, changed: 0, deleted: 0, added: 0 };
  const other = { total: 3, changed: 1, deleted: 1, added: 1 };
  const diffOf = (program: typeof same): Node =>
    itemOf(
      present(
        settled({
          ...story,
          apps: [{}, {}],
          settlement: { facts: { diff: [{ appKey: 'server1', program, config: same }] } },
        }),
      ).data,
    );
  expect(diffOf(other).diff).toEqual([{ app_key: 'server1', program: other, config: same }]);
  expect(diffOf(other)).not.toHaveProperty('notice');
  expect(diffOf(same).notice).toMatch(/nothing changes/);
});
