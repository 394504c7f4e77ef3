import { cpSync, existsSync, mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '#provision';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startEstate, type Answer, type Estate } from './support/estate.js';
import { askJob } from './support/job.js';
import { packed, servePackages, type PackageServer } from './support/packages.js';
import { bundles, held, partsOn, scenesOf, type Scene } from './support/scene.js';

const good = { VERSION: '2.0.0\n' };
const damaged = (bytes: Buffer): Buffer => bytes.subarray(0, bytes.length - 20);
const flipped = (bytes: Buffer): Buffer => {
  const copy = Buffer.from(bytes);
  for (let at = 20; at < 40; at++) copy[at] = copy[at]! ^ 0xff;
  return copy;
};

let estate: Estate;
let server: PackageServer;
let before: Scene[];
let stored: string[];

beforeAll(async () => {
  estate = await startEstate({
    apps: [{}, {}],
    uat: { version: '9.0.0' },
    config: { package: { timeout: 1, max_bytes: 200_000, max_unpacked: 1_000_000, max_entries: 50 } },
  });
  const many = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`lib/${at}`, '']));
  server = await servePackages({
    'good.tgz': packed(good),
    'slow.tgz': 'never',
    'cut.tgz': 'cut',
    'gone.tgz': 410,
    'error.tgz': 500,
    'large.tgz': Buffer.alloc(300_000, 'x'),
    'text.tgz': Buffer.from('<html>this is no archive</html>'),
    'empty.tgz': Buffer.alloc(0),
    'text.zip': Buffer.from('nor is this'),
    'short.tgz': damaged(packed({ ...good, 'lib/a': 'x'.repeat(5000) })),
    'flipped.tgz': flipped(packed({ ...good, 'lib/a': 'x'.repeat(5000) })),
    'bomb.tgz': packed({ 'lib/zeros': '0'.repeat(2_000_000) }),
    'many.tgz': packed(many),
    'outside.tgz': packed({ ...good, 'lib/evil': 'x' }, 's,lib/evil,../../../evil,'),
    'absolute.tgz': packed({ ...good, 'lib/evil': 'x' }, `s,^lib/evil,${join(estate.dir, 'evil')},`),
    'link.tgz': packed({ ...good, 'lib/passwd': '-> /etc/passwd' }),
    'uplink.tgz': packed({ ...good, 'lib/up': '-> ../../..' }),
    'foreign.tgz': packed({ ...good, 'etc/passwd': 'root', 'bin/sh': '' }),
  });
});
afterAll(async () => {
  await server?.close();
  await estate?.stop();
});

beforeEach(async () => {
  before = await scenesOf(estate);
  stored = bundles(estate);
});
afterEach(async () => {
  await estate.sql.query("UPDATE pre_server_detail SET local_pro_cmd = '', local_conf_cmd = ''");
  rmSync(join(estate.data, 'updatedir'), { recursive: true, force: true });
});

/** A release that failed in stage: the answer says so on every level, and nothing is other than before. */
async function expectStageFailed(answer: Answer, code: string, words: RegExp): Promise<void> {
  const said = JSON.stringify(answer.body);
  expect(answer.status, said).toBe(200);
  for (const path of ['code', 'data.code', 'data.data.0.code'])
    expect(answer.at(path), `${path} of ${said}`).toBe('-1');
  expect(answer.at('msg')).toMatch(words);
  expect(answer.at('data.data.0.msg')).toMatch(words);
  for (const app of ['0', '1']) {
    expect(answer.at(`data.data.0.data.${app}.code`)).toBe('-1');
    expect(answer.at(`data.data.0.data.${app}.standing`)).toBe('old');
  }
  const job = await askJob(estate, answer.at('job'));
  expect(job.at('outcome')).toBe('failed');
  expect(job.at('trouble.code')).toBe(code);
  expect(await scenesOf(estate)).toEqual(before);
  expect(estate.hosts.flatMap(partsOn)).toEqual([]);
  expect(await held(estate)).toEqual([]);
  expect(bundles(estate)).toEqual(stored);
  expect(existsSync(join(estate.dir, 'evil'))).toBe(false);
}

const download = (name: string, full: string): Promise<Answer> =>
  estate.rex({ action: 'release', k: 'server', url: `${server.url}/${name}`, full });

test.each<[string, string, string, RegExp]>([
  ['is not there', 'missing.tgz', 'DOWNLOAD_FAILED', /missing\.tgz.*404/],
  ['is gone', 'gone.tgz', 'DOWNLOAD_FAILED', /gone\.tgz.*410/],
  ['the server fails on', 'error.tgz', 'DOWNLOAD_FAILED', /error\.tgz.*500/],
  ['never ends', 'slow.tgz', 'DOWNLOAD_TIMEOUT', /slow\.tgz.*within 1 s/],
  ['is cut off', 'cut.tgz', 'DOWNLOAD_FAILED', /cut\.tgz/],
  ['is too large', 'large.tgz', 'DOWNLOAD_TOO_LARGE', /large\.tgz.*200000 bytes/],
  ['is no archive', 'text.tgz', 'ARCHIVE_UNKNOWN', /text\.tgz/],
  ['is empty', 'empty.tgz', 'ARCHIVE_UNKNOWN', /empty\.tgz/],
  ['is no zip', 'text.zip', 'ARCHIVE_UNKNOWN', /text\.zip/],
  ['is cut short', 'short.tgz', 'ARCHIVE_DAMAGED', /short\.tgz/],
  ['is damaged', 'flipped.tgz', 'ARCHIVE_DAMAGED', /flipped\.tgz/],
  ['unpacks to too much', 'bomb.tgz', 'ARCHIVE_TOO_LARGE', /bomb\.tgz.*1000000 bytes/],
  ['holds too many entries', 'many.tgz', 'ARCHIVE_TOO_LARGE', /many\.tgz.*50/],
  ['leads outside', 'outside.tgz', 'ARCHIVE_ESCAPES', /outside\.tgz.*\.\.\/\.\.\/\.\.\/evil/],
  ['holds an absolute path', 'absolute.tgz', 'ARCHIVE_ESCAPES', /absolute\.tgz.*evil/],
  ['links upwards', 'uplink.tgz', 'ARCHIVE_ESCAPES', /uplink\.tgz.*lib\/up/],
  ['holds names checkdir does not allow', 'foreign.tgz', 'ARCHIVE_NAME_NOT_ALLOWED', /bin, etc.*VERSION/],
])('a package that %s fails in stage', async (_what, name, code, words) => {
  for (const full of ['1', '2']) await expectStageFailed(await download(name, full), code, words);
});

test('a link to a place on the host is refused where a command of this machine would follow it', async () => {
  await estate.sql.query("UPDATE pre_server_detail SET local_pro_cmd = 'true'");
  await expectStageFailed(await download('link.tgz', '2'), 'ARCHIVE_ESCAPES', /link\.tgz.*lib\/passwd/);
});

test('a download nobody answers fails in stage', async () => {
  const url = `http://127.0.0.1:${await freePort()}/package.tgz`;
  const answer = await estate.rex({ action: 'release', k: 'server', url, full: '2' });
  await expectStageFailed(answer, 'DOWNLOAD_FAILED', /package\.tgz could not be fetched/);
});

/** Fills the update directory with what is live and changes it. */
function fillUpdateDirectory(): string {
  const program = join(estate.data, 'updatedir/softdir/server');
  cpSync(realpathSync(estate.hosts[0]!.app.programLink), program, { recursive: true });
  writeFileSync(join(program, 'VERSION'), '3.0.0\n');
  for (const { app } of estate.hosts) {
    const config = join(estate.data, 'updatedir/configuredir/server', app.name);
    cpSync(realpathSync(app.configLink), config, { recursive: true });
  }
  return program;
}
const ship = (): Promise<Answer> => estate.rex({ action: 'release', k: 'server' });

test('without an update directory, with an empty one or half of one, nothing is released', async () => {
  await expectStageFailed(await ship(), 'TREE_MISSING', /updatedir\/softdir\/server does not exist/);
  const program = fillUpdateDirectory();
  rmSync(program, { recursive: true });
  mkdirSync(program);
  await expectStageFailed(await ship(), 'TREE_EMPTY', /updatedir\/softdir\/server is empty/);
  fillUpdateDirectory();
  const config = join(estate.data, 'updatedir/configuredir/server/server2');
  rmSync(config, { recursive: true });
  await expectStageFailed(await ship(), 'TREE_MISSING', /configuredir\/server\/server2 does not exist/);
  mkdirSync(config);
  await expectStageFailed(await ship(), 'TREE_EMPTY', /configuredir\/server\/server2 is empty/);
});

test.each<[string, string, string]>([
  ['local_pro_cmd', 'pwd; echo \'the compiler\' ; echo "says no" >&2; exit 7', 'server'],
  ['local_conf_cmd', 'ls; echo the compiler says no; exit 7', 'server1'],
])('a %s that fails is told with its output', async (column, command, of) => {
  fillUpdateDirectory();
  await estate.sql.query(`UPDATE pre_server_detail SET \`${column}\` = ?`, [command]);
  const answer = await ship();
  await expectStageFailed(answer, 'INIT_COMMAND_FAILED', new RegExp(`${column} of ${of} ended with status 7`));
  expect(answer.at('msg')).toMatch(/the compiler\s+says no/);
});

test('after all of this each mode still releases', async () => {
  for (const [version, release] of [
    ['2.0.0', () => download('good.tgz', '1')],
    ['9.0.0', () => estate.rex({ action: 'release', k: 'server', senv: 'uat' })],
    ['3.0.0', () => (fillUpdateDirectory(), ship())],
  ] as const) {
    const answer = await release();
    expect(answer.at('code'), JSON.stringify(answer.body)).toBe('0');
    for (const scene of await scenesOf(estate)) expect(scene.version).toBe(version);
  }
  expect(bundles(estate).length).toBe(stored.length + 3);
});
