import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askJson } from './support/described.js';
import { startEstate, type Answer, type Estate } from './support/estate.js';
import { settledJob } from './support/job.js';
import { plant } from './support/pack.js';
import { packed as packedTree, servePackages, type PackageServer, type Served } from './support/packages.js';
import { bundles } from './support/scene.js';
import { treeOf } from './support/seen.js';

const inside = 'WEB-INF/classes';
const shelf: Record<string, Served> = {};
let estate: Estate;
let server: PackageServer;
beforeAll(async () => {
  server = await servePackages(shelf);
  estate = await startEstate({
    apps: [
      {},
      {},
      { name: 'flow1', group: 'flow', layout: 'nested' },
      { name: 'flow2', group: 'flow', layout: 'nested' },
    ],
  });
});
afterAll(async () => {
  await estate?.stop();
  await server?.close();
});

/** A package whose files are as old each time, as those of a build that can be repeated are. */
function packed(files: Record<string, string>): Buffer {
  const dir = mkdtempSync(join(estate.dir, 'packed-'));
  plant(dir, files);
  return execFileSync('tar', ['-cz', '--mtime=@1000000000', '-C', dir, '.'], { maxBuffer: 1024 * 1024 });
}

/** The program of a bundle. */
const bundle = (id: string, group = 'server'): string => join(estate.data, 'bundles', id, 'program', group);
const inode = (dir: string, path: string): number => statSync(join(dir, path)).ino;
const live = (at: number): string => realpathSync(estate.hosts[at]!.app.programLink);

const ask = async (full: string, files: Record<string, string>, more: Record<string, string> = {}): Promise<Answer> => {
  shelf['p.tgz'] = packed(files);
  return await estate.rex({ action: 'release', k: 'server', url: `${server.url}/p.tgz`, full, ...more });
};
/** Releases a package; gives the program of its bundle. */
async function release(full: string, files: Record<string, string>, group = 'server'): Promise<string> {
  const before = new Set(bundles(estate));
  const answer = await ask(full, files, { k: group });
  expect(answer.at('code'), JSON.stringify(answer.body)).toBe('0');
  const [made, ...more] = bundles(estate).filter((id) => !before.has(id));
  expect(more).toEqual([]);
  return bundle(made!, group);
}

test('what runs untouched is taken from the store, and nothing that lies there changes', async () => {
  const first = await release('1', { VERSION: '2.0.0\n', 'lib/more.jar': 'more' });
  const before = treeOf(first);
  const stat = statSync(join(first, 'VERSION'));
  const second = await release('1', { VERSION: '3.0.0\n', 'lib/other.jar': 'other' });
  expect(inode(second, 'app.mjs')).toBe(inode(first, 'app.mjs'));
  expect(inode(second, 'lib/more.jar')).toBe(inode(first, 'lib/more.jar'));
  expect(readFileSync(join(second, 'VERSION'), 'utf8')).toBe('3.0.0\n');
  expect(treeOf(first)).toEqual(before);
  expect(statSync(join(first, 'VERSION'))).toMatchObject({ ino: stat.ino, mtimeMs: stat.mtimeMs, mode: stat.mode });
  for (const at of [0, 1]) expect(treeOf(live(at))).toEqual(treeOf(second));
  expect(Object.keys(treeOf(second)).sort()).toEqual([...Object.keys(before), 'lib/other.jar'].sort());
  for (const host of estate.hosts.slice(0, 2)) expect((await estate.served(host))?.version).toBe('3.0.0');
});

test.each<[string, (dir: string) => void, (dir: string) => unknown, unknown]>([
  ['content', (dir) => writeFileSync(join(dir, 'lib/more.jar'), 'by hand'), (dir) => text(dir, 'lib/more.jar'), 'more'],
  ['mode', (dir) => chmodSync(join(dir, 'lib/more.jar'), 0o600), (dir) => modeOf(dir, 'lib/more.jar'), 0o644],
  ['link', (dir) => symlinkSync('lib', join(dir, 'by-hand')), (dir) => treeOf(dir)['by-hand'], undefined],
])(
  'a %s that somebody changed on one host is not spread: what was released is merged with',
  async (what, touch, seen, expected) => {
    touch(live(0));
    const made = await release('1', { VERSION: `${what}\n` });
    expect(seen(made)).toBe(expected);
    for (const at of [0, 1]) expect(seen(live(at))).toBe(expected);
  },
);
const text = (dir: string, path: string): string => readFileSync(join(dir, path), 'utf8');
const modeOf = (dir: string, path: string): number => statSync(join(dir, path)).mode & 0o777;

test('a plan sees the same and leaves the store alone', async () => {
  const before = bundles(estate);
  const [newest] = before.map((id) => bundle(id)).filter((dir) => text(dir, 'VERSION') === 'link\n');
  const tree = treeOf(newest!);
  const planned = await ask('1', { VERSION: '4.0.0\n' }, { plan: '1' });
  expect(planned.at('code'), JSON.stringify(planned.body)).toBe('0');
  expect(bundles(estate)).toEqual(before);
  const made = await ask('1', { VERSION: '4.0.0\n' }, { plan: String(planned.at('data.hash')) });
  expect(made.at('code'), JSON.stringify(made.body)).toBe('0');
  expect(made.at('data.data.0.diff.0.program')).toEqual({ total: '1', changed: '1', deleted: '0', added: '0' });
  expect(treeOf(newest!)).toEqual(tree);
});

test('a bundle that is gone, or lost its seal, is fetched from the host', async () => {
  const before = treeOf(live(0));
  for (const id of bundles(estate)) rmSync(join(estate.data, 'bundles', id, 'manifest.json'));
  const made = await release('1', { VERSION: '5.0.0\n' });
  expect(Object.keys(treeOf(made))).toEqual(Object.keys(before));
  expect(treeOf(live(1))).toEqual(treeOf(made));
  for (const id of bundles(estate)) rmSync(join(estate.data, 'bundles', id), { recursive: true });
  const next = await release('1', { VERSION: '6.0.0\n' });
  expect(treeOf(live(1))).toEqual(treeOf(next));
});

test('a whole package shares the files that were released before, and writes those that are others', async () => {
  const files = { VERSION: '7.0.0\n', 'app.mjs': text(live(0), 'app.mjs'), 'lib/a.jar': 'a' };
  const first = await release('2', files);
  const next = { ...files, VERSION: '8.0.0\n' };
  const second = await release('2', next);
  const shared = Object.keys(files).map((path) => inode(second, path) === inode(first, path));
  expect(shared).toEqual([false, true, true]);
  expect(treeOf(second)).toEqual(treeOf(plant(join(estate.dir, 'whole'), next)));
  for (const at of [0, 1]) expect(treeOf(live(at))).toEqual(treeOf(second));
});

test('a package has the sum that was asked for; its link to a place on the host travels', async () => {
  const bytes = packedTree({ VERSION: 'linked\n', 'lib/logs': '-> /var/log' });
  shelf['linked.tgz'] = bytes;
  const sum = createHash('sha256').update(bytes).digest('hex');
  const ship = async (sha256: string): Promise<Answer> => {
    const source = { type: 'url', url: `${server.url}/linked.tgz`, full: 1, sha256 };
    const taken = await askJson(estate, 'POST', '/v1/releases', { apps: 'server', source });
    return await settledJob(estate, taken.at('id'));
  };
  const other = sum.replace(/^./, (first) => (first === '0' ? '1' : '0'));
  expect((await ship(other)).at('trouble.code')).toBe('DOWNLOAD_MISMATCH');
  expect((await ship(sum)).at('outcome')).toBe('done');
  for (const at of [0, 1]) expect(readlinkSync(join(live(at), 'lib/logs'))).toBe('/var/log');
});

test('a command that writes into the program writes into files of its own', async () => {
  const first = await release('1', { VERSION: '9.0.0\n' });
  const before = treeOf(first);
  await estate.sql.query(
    "UPDATE pre_server_detail SET local_pro_cmd = 'echo // more >>app.mjs; chmod 600 lib/a.jar' WHERE local_name = 'server'",
  );
  const made = await release('1', { VERSION: '10.0.0\n' });
  await estate.sql.query("UPDATE pre_server_detail SET local_pro_cmd = ''");
  expect(treeOf(first)).toEqual(before);
  expect(modeOf(first, 'lib/a.jar')).not.toBe(0o600);
  expect(text(made, 'app.mjs')).toBe(`${text(first, 'app.mjs')}// more\n`);
  expect([text(live(1), 'app.mjs'), modeOf(live(1), 'lib/a.jar')]).toEqual([text(made, 'app.mjs'), 0o600]);
});

test('in the nested layout what runs is the program with its configuration in it', async () => {
  const first = await release('1', { VERSION: '2.0.0\n' }, 'flow');
  const before = treeOf(live(2));
  const second = await release('1', { VERSION: '3.0.0\n' }, 'flow');
  expect(inode(second, 'app.mjs')).toBe(inode(first, 'app.mjs'));
  for (const at of [2, 3]) expect(Object.keys(treeOf(live(at)))).toEqual(Object.keys(before));
  const { app } = estate.hosts[3]!;
  expect(text(live(3), `${inside}/app.properties`)).toBe(`name=${app.name}\n`);
  expect(await estate.served(estate.hosts[3]!)).toMatchObject({ version: '3.0.0', config: { name: app.name } });
});
