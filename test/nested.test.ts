import { existsSync, lstatSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEstate, type Estate, type Host } from './support/estate.js';
import { plant } from './support/pack.js';
import { pidsOf, treeOf } from './support/seen.js';

let estate: Estate;
/** Its columns change from release to release. */
let first: Host;
/** Beside the link, both old and new, all the time. */
let second: Host;

beforeAll(async () => {
  estate = await startEstate({
    apps: [
      { name: 'flow1', group: 'flow', layout: 'nested' },
      { name: 'flow2', group: 'flow', layout: 'nested' },
    ],
  });
  [first, second] = estate.hosts as [Host, Host];
});
afterAll(async () => {
  await estate?.stop();
});

const inside = 'WEB-INF/classes';
const program = () => join(estate.data, 'updatedir/softdir/flow');
const config = (app: string) => join(estate.data, 'updatedir/configuredir/flow', app);
const update = async (column: string, value: string | number) => {
  await estate.sql.query(`UPDATE pre_server_detail SET \`${column}\` = ? WHERE app_key = 'flow1'`, [value]);
};
/** As the second app's link has it: the start of the request, or later where two began in the same second. */
const stampOf = (host: Host) => readlinkSync(host.app.programLink).slice(-'YYYYMMDD_HHmmss'.length);
const newest = async (app: string) =>
  (await estate.rows('SELECT * FROM pre_deploy_manage WHERE deploy_key = ? ORDER BY id DESC LIMIT 1', [app]))[0]!;
const without = (tree: Record<string, string>, path: string) =>
  Object.fromEntries(Object.entries(tree).filter(([own]) => own !== path));

test('download brings the program and only the listed configuration files', async () => {
  for (const { app } of estate.hosts) writeFileSync(join(app.configLink, 'code.class'), `code of ${app.name}`);
  const answer = await estate.rex({ action: 'Enter:route:download', k: 'flow', update: '1' });
  expect(answer.at('code'), JSON.stringify(answer.body)).toBe('0');
  expect(treeOf(program())).toEqual(treeOf(first.app.programLink));
  expect(readFileSync(join(config('flow2'), 'app.properties'), 'utf8')).toBe('name=flow2\n');
});

/** What was released, and where its directory lies now. */
const history: { version: string; lies: string; tree: Record<string, string> }[] = [];

test.each([
  { backup: 0, deploy: 0 },
  { backup: 0, deploy: 1 },
  { backup: 1, deploy: 0 },
  { backup: 1, deploy: 1 },
])('backupdir_same_level $backup, deploydir_same_level $deploy', async ({ backup, deploy }) => {
  await update('backupdir_same_level', backup);
  await update('deploydir_same_level', deploy);
  const version = `2.${backup}.${deploy}`;
  plant(program(), { VERSION: `${version}\n`, [`${inside}/code.class`]: `code of ${version}` });
  plant(config('flow2'), { 'app.properties': `name=flow2\nfor=${version}\n` });
  const was = estate.hosts.map(({ app }) => ({ path: readlinkSync(app.programLink), tree: treeOf(app.programLink) }));

  const answer = await estate.rex({ action: 'release', k: 'flow' });
  expect(answer.at('code'), JSON.stringify(answer.body)).toBe('0');
  const stamp = stampOf(second);
  expect(readlinkSync(second.app.programLink)).toBe(`${second.app.programLink}_${stamp}`);

  const { app } = first;
  const after = deploy === 1 ? `${app.programLink}_${stamp}` : join(estate.dir, 'baseapp', `html_${stamp}`);
  const old = was[0]!;
  const aside =
    backup === 1 ? `${app.programLink}_bak_${stamp}` : join(estate.dir, 'backup/html', stamp, basename(old.path));
  expect(readlinkSync(app.programLink)).toBe(after);
  expect(existsSync(old.path)).toBe(false);
  expect(treeOf(aside)).toEqual(old.tree);
  expect(treeOf(after)).toEqual(treeOf(program()));
  expect(lstatSync(app.configLink).isSymbolicLink()).toBe(false);
  expect(await newest('flow1')).toMatchObject({
    deloy_prodir_real_before: old.path,
    deloy_prodir_before: aside,
    deloy_prodir_after: after,
    deloy_configdir_before: null,
    deloy_configdir_after: null,
    deloy_size: expect.stringMatching(new RegExp(`^[\\d.]+K ${after}$`)),
    processNumber: 1,
    status: 0,
  });
  expect(answer.at('data.data.0.data.0')).toMatchObject({
    deloy_prodir_real_before: old.path,
    deloy_configdir_after: {},
  });
  expect(await estate.served(first)).toMatchObject({ version, config: { name: 'flow1' } });

  // The second app has the same program, with its own listed file in it.
  const own = `${inside}/app.properties`;
  const other = treeOf(second.app.programLink);
  expect(without(other, own)).toEqual(without(treeOf(program()), own));
  expect(other[own]).toBe(treeOf(config('flow2'))['app.properties']);
  expect(treeOf(`${second.app.programLink}_bak_${stamp}`)).toEqual(was[1]!.tree);
  expect(await estate.served(second)).toMatchObject({ version, config: { name: 'flow2', for: version } });
  for (const host of estate.hosts) expect(pidsOf(host.app)).toHaveLength(1);

  if (history.length > 0) history.at(-1)!.lies = aside;
  history.push({ version, lies: after, tree: treeOf(after) });
});

test.each([1, 2])('rollback number %i goes one release further back', async (number) => {
  const to = history.at(-1 - number)!;
  const from = { path: readlinkSync(first.app.programLink), tree: treeOf(first.app.programLink) };
  const answer = await estate.rex({ action: 'rollback', k: 'flow1', rollstatus: '0' });
  expect(answer.at('code'), JSON.stringify(answer.body)).toBe('0');
  expect(readlinkSync(first.app.programLink)).toBe(to.lies);
  expect(treeOf(to.lies)).toEqual(to.tree);
  expect(await estate.served(first)).toMatchObject({ version: to.version, config: { name: 'flow1' } });
  const row = await newest('flow1');
  expect(row).toMatchObject({
    rollRecord: 1,
    deloy_prodir_after: to.lies,
    deloy_prodir_real_before: from.path,
    processNumber: 1,
    status: 0,
  });
  expect(treeOf(String(row.deloy_prodir_before))).toEqual(from.tree);
  expect(await estate.served(second)).toMatchObject({ version: history.at(-1)!.version });
});

test('configure_file_status 0 takes the whole configuration directory as configuration', async () => {
  await update('configure_file_status', 0);
  plant(config('flow1'), { 'app.properties': 'name=whole\n', 'more/extra.xml': '<extra/>' });
  const answer = await estate.rex({ action: 'release', k: 'flow1' });
  expect(answer.at('code'), JSON.stringify(answer.body)).toBe('0');
  expect(readFileSync(join(first.app.configLink, 'more/extra.xml'), 'utf8')).toBe('<extra/>');
  expect(await estate.served(first)).toMatchObject({ config: { name: 'whole' } });
});

test('a release that changes only the configuration inside the program is no release of nothing', async () => {
  plant(config('flow1'), { 'app.properties': 'name=again\n' });
  const answer = await estate.rex({ action: 'release', k: 'flow1' });
  expect(answer.at('data.data.0.notice')).toBeUndefined();
  expect(answer.at('data.data.0.diff.0.program')).toEqual({ total: '1', changed: '1', deleted: '0', added: '0' });
  const again = await estate.rex({ action: 'release', k: 'flow1' });
  expect(again.at('data.data.0.notice')).toMatch(/nothing changes/);
});
