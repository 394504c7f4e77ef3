import { readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEstate, type Answer, type Estate } from './support/estate.js';
import { fillUpdateDirectory } from './support/update.js';

let estate: Estate;
beforeAll(async () => {
  estate = await startEstate({ apps: [{}, {}], uat: { version: '7.0.0' } });
});
afterAll(() => estate?.stop());

const data = (path: string): string => join(estate.data, path);
const outcomeOf = async (answer: Answer): Promise<unknown> => {
  const [newest] = await estate.rows('SELECT settlement FROM rexflow_requests ORDER BY accepted_at DESC LIMIT 1');
  const { outcome, apps } = JSON.parse(String(newest!.settlement)) as {
    outcome: string;
    apps: { appKey: string; outcome: string; trouble: { code: string } | null }[];
  };
  expect(answer.status).toBe(200);
  return { outcome, ...Object.fromEntries(apps.map((app) => [app.appKey, app.trouble?.code ?? app.outcome])) };
};

test('syncpro of what is not there has failed, of some it is done in part, and says of what', async () => {
  const ask = () => estate.rex({ action: 'Deploy:Core:syncpro', k: 'server', update: '1' });
  const none = await ask();
  const [program, ...configs] = ['softdir/server', 'configuredir/server/server1', 'configuredir/server/server2'].map(
    (path) => data(`updatedir/${path}`),
  );
  expect(none.body).toMatchObject({ code: '-1', data: { code: '-1', msg: '失败' } });
  expect(none.at('data.data')).toEqual({ '0': '0', '1': `${program},${program}`, '2': configs.join(',') });
  expect(none.at('msg')).toContain(`missing or empty: ${program}, ${configs[0]}`);
  expect(await outcomeOf(none)).toEqual({ outcome: 'failed', server1: 'TREES_MISSING', server2: 'TREES_MISSING' });

  fillUpdateDirectory(estate, '8.0.0');
  rmSync(configs[1]!, { recursive: true });
  const some = await ask();
  expect(some.at('data.data')).toEqual({ '0': '0', '1': '', '2': configs[1] });
  expect(some.at('code')).toBe('-1');
  expect(await outcomeOf(some)).toEqual({ outcome: 'partial', server1: 'done', server2: 'TREES_MISSING' });

  fillUpdateDirectory(estate, '8.0.0');
  const all = await ask();
  expect(all.at('data.data')).toEqual({ '0': '1', '1': '', '2': '' });
  expect(await outcomeOf(all)).toEqual({ outcome: 'done', server1: 'done', server2: 'done' });
});

test('diff of what is not there has failed; what is there is compared, and counted in the catalogue', async () => {
  fillUpdateDirectory(estate, '8.0.0');
  await estate.rex({ action: 'Deploy:Core:syncpro', k: 'server', update: '1' });
  const ask = () => estate.rex({ action: 'Deploy:Core:diff', k: 'server' });
  const paths = (tree: string, apps = ['server1', 'server2']) => apps.map((app) => data(`remotecomdir/${tree}/${app}`));
  const none = await ask();
  expect(none.body).toMatchObject({ code: '-1', data: { code: '-1' } });
  expect(none.at('data.data.0')).toMatchObject({
    code: '0',
    msg: expect.stringContaining('missing or empty'),
    errDownloadpro: paths('softdir').join(','),
    errDownloadconf: paths('configuredir').join(','),
    errpro: '',
    errconf: '',
  });
  expect(await outcomeOf(none)).toEqual({ outcome: 'failed', server1: 'TREES_MISSING', server2: 'TREES_MISSING' });

  await estate.rex({ action: 'Enter:route:download', k: 'server1' });
  const some = await ask();
  expect(some.at('code')).toBe('-1');
  expect(some.at('data.data.0')).toMatchObject({
    code: '0',
    errDownloadpro: paths('softdir', ['server2']).join(','),
    enproChange: expect.stringMatching(/^\[server1 pro:\d+\]$/),
  });
  expect(await outcomeOf(some)).toEqual({ outcome: 'partial', server1: 'done', server2: 'TREES_MISSING' });
  const rows = await estate.rows('SELECT app_key, differcount IS NULL AS uncounted FROM pre_server_detail ORDER BY id');
  expect(rows).toEqual([
    { app_key: 'server1', uncounted: 0 },
    { app_key: 'server2', uncounted: 1 },
  ]);
});

test('a download with senv tells the host and the paths that its bytes come from', async () => {
  const answer = await estate.rex({ action: 'Enter:route:download', k: 'server1', senv: 'uat', type: 'all' });
  const { app } = estate.uat!;
  const node = answer.at('data.data.0.data.0.data') as Record<string, Record<string, unknown>>;
  expect(answer.at('code')).toBe('0');
  expect(readFileSync(data('remotecomdir/softdir/server1/VERSION'), 'utf8').trim()).toBe('7.0.0');
  expect(node).toMatchObject({
    params: {
      senv: 'uat',
      network_ip: app.host,
      remotedir: app.programLink,
      remote_confir_dir: app.configLink,
      config: { network_ip: app.host, pro_dir: app.programLink, config_dir: app.configLink },
    },
    remotedir: `${app.programLink}/`,
    remote_confir_dir: `${app.configLink}/`,
    proresult: { server: app.host, params: { dir1: `${app.programLink}/` } },
    confresult: { server: app.host, params: { dir1: `${app.configLink}/` } },
  });
});

test('rsyncdelete=1 mirrors into the local copy; without it the copy begins from nothing', async () => {
  const place = data('remotecomdir/softdir/server1');
  const ask = (rsyncdelete: string) =>
    estate.rex({ action: 'Enter:route:download', k: 'server1', usetype: 'pro', rsyncdelete });
  await ask('0');
  const version = join(place, 'VERSION');
  const { atime, mtime } = statSync(version);
  const right = readFileSync(version, 'utf8');
  const spoil = (): void => {
    // As large and as old as what belongs there: a mirror looks at no more.
    writeFileSync(version, right.replaceAll(/\d/g, '9'));
    utimesSync(version, atime, mtime);
    writeFileSync(join(place, 'stray'), 'x');
  };
  spoil();
  const inode = statSync(place).ino;
  const mirrored = await ask('1');
  expect(mirrored.at('data.data.0.data.0.data')).not.toHaveProperty('src_localdir_is_delete');
  expect(readdirSync(place)).not.toContain('stray');
  expect(readFileSync(version, 'utf8')).not.toBe(right);
  expect(statSync(place).ino).toBe(inode);
  spoil();
  const anew = await ask('0');
  expect(anew.at('data.data.0.data.0.data.src_localdir_is_delete')).toBe('1');
  expect(readdirSync(place)).not.toContain('stray');
  expect(readFileSync(version, 'utf8')).toBe(right);
});

test('list names what k can name, and beside it what it cannot', async () => {
  const before = await estate.rex({ action: 'list' });
  expect(before.at('data')).not.toHaveProperty('unnameable');
  await estate.sql.query(
    "UPDATE pre_server_detail SET app_key = 'my app', local_name = 'all' WHERE app_key = 'server2'",
  );
  try {
    const answer = await estate.rex({ action: 'list' });
    expect(answer.at('data.data')).toEqual({ '0': 'server', '1': 'server1 1' });
    expect(answer.at('data.unnameable')).toEqual({ '0': 'all', '1': 'my app' });
  } finally {
    await estate.sql.query(
      "UPDATE pre_server_detail SET app_key = 'server2', local_name = 'server' WHERE app_key = 'my app'",
    );
  }
});
