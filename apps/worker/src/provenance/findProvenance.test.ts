import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished, test, vi } from 'vitest';
import { versionSources, type Provenance, type VersionSource } from '#contract';
import type { SourceApp } from '../sources/contract.js';
import type { WorkerDeps } from '../state/dependencies.js';
import type { BundleInput } from '../state/onceJob.js';
import { findProvenance } from './findProvenance.js';
import { readJarName } from './jar.js';

/** A program of the group shop, as it lies assembled. */
function laid(files: Readonly<Record<string, string>>): string {
  const dir = mkdtempSync(join(tmpdir(), 'rexflow-provenance-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, 'shop', path)), { recursive: true });
    writeFileSync(join(dir, 'shop', path), text);
  }
  return dir;
}

interface Looking {
  from?: readonly VersionSource[];
  given?: Provenance;
  predir?: string;
  /** What the source tells for certain. */
  revision?: Provenance;
  /** What another environment, whose program it is, has recorded. */
  recorded?: () => Promise<Provenance>;
}

async function find(
  dir: string,
  { from = versionSources, given, predir = '', recorded, revision = {} }: Looking = {},
): Promise<Provenance | undefined> {
  const provenanceIn = vi.fn(recorded ?? (() => Promise.resolve({})));
  const deps = {
    config: { versions: { from, links: { commit: '', build: '' } } },
    store: { programDir: (_bundle: string, group: string) => join(dir, group) },
    provenanceIn,
    log: pino({ level: 'silent' }),
  };
  const apps = ['shop-01', 'shop-02'].map((appKey) => ({ app: { appKey, group: 'shop', predir } }));
  const seen = { directory: '/srv/shop_20260101_120000', drift: { release: '20260101_120000' } };
  const source = { app: { appKey: 'shop-uat' }, environment: 'uat', seen } as unknown as SourceApp;
  const input = {
    deps: deps as unknown as WorkerDeps,
    request: { id: 'r', wire: { action: 'release' }, apps },
    asked: { kind: 'release', ...(given && { provenance: given }) },
  } as unknown as BundleInput;
  const found = await findProvenance(input, 'b', new Map(recorded ? [['shop', source]] : []), revision);
  if (recorded) {
    const program = { appKey: 'shop-uat', directory: seen.directory, stamp: seen.drift.release };
    expect(provenanceIn).toHaveBeenCalledWith('uat', program);
  }
  expect(found.map(({ apps: keys }) => keys)).toEqual([['shop-01', 'shop-02']]);
  return found[0]?.provenance;
}

const manifest = [
  'Manifest-Version: 1.0',
  'Implementation-Version: 4.',
  ' 2.0',
  'Git-Commit: 9F3C2AB0C1',
  '',
  'Name: lib/x.jar',
  'Implementation-Version: 9',
].join('\r\n');

test.each<[string, Record<string, string>, Provenance]>([
  [
    'package.json',
    { 'package.json': '{"version": "1.2.3", "gitHead": "ABCDEF0123"}' },
    { version: '1.2.3', commit: 'abcdef0123' },
  ],
  ['composer.json', { 'composer.json': '{"version": "v3.1"}' }, { version: 'v3.1' }],
  ['a manifest, whose lines go on', { 'META-INF/MANIFEST.MF': manifest }, { version: '4.2.0', commit: '9f3c2ab0c1' }],
  ['VERSION', { VERSION: '\n 5.0.0-rc.1 \nbuilt today\n' }, { version: '5.0.0-rc.1' }],
  ['the only jar at the top', { 'app-2.1.0-SNAPSHOT.jar': '', 'lib/log4j-2.17.jar': '' }, { version: '2.1.0' }],
  ['the jar of the group in lib', { 'lib/shop-2.1.1.jar': '', 'lib/log4j-2.17.jar': '' }, { version: '2.1.1' }],
  ['nothing', { 'app.js': '' }, {}],
])('%s tells the version', async (_what, files, found) => {
  expect(await find(laid(files))).toEqual(found);
});

test('a commit that the source tells counts before what was given, its tag behind that', async () => {
  const [commit, version] = ['a'.repeat(40), 'v1'];
  const dir = laid({ VERSION: '5.0.0' });
  expect(await find(dir, { revision: { commit, version } })).toEqual({ commit, version });
  const given = { version: '1.4.2', commit: 'abcdef0' };
  expect(await find(dir, { revision: { commit, branch: 'main' }, given })).toEqual({
    ...{ commit, branch: 'main', version: '1.4.2' },
  });
});

test.each<[string, Record<string, string>]>([
  ['JSON that is none', { 'package.json': '{' }],
  ['JSON of something else', { 'package.json': 'null', 'composer.json': '{"version": 3}' }],
  ['a version nobody keeps there', { 'package.json': '{"version": "0.0.0-development"}' }],
  ['a version that could not be given', { VERSION: 'x'.repeat(129) }],
  ['control characters', { VERSION: '1.0\u001b[2J' }],
  ['a file that is too large', { VERSION: `1.0\n${'x'.repeat(64 * 1024)}` }],
  ['a commit that is none', { 'package.json': '{"gitHead": "main"}' }],
  ['several jars, none of them the program', { 'a-1.0.jar': '', 'b-2.0.jar': '' }],
  ['a directory of that name', { 'VERSION/a': '1.0', 'package.json/a': '' }],
])('%s tells nothing, and nothing fails', async (_what, files) => {
  expect(await find(laid(files))).toEqual({});
});

test('a link out of the program is not followed', async () => {
  const dir = laid({ 'app.js': '' });
  writeFileSync(join(dir, 'secret'), '1.0\n');
  symlinkSync(join(dir, 'secret'), join(dir, 'shop', 'VERSION'));
  expect(await find(dir)).toEqual({});
});

test('neither a linked place of the package nor a linked lib is looked into', async () => {
  const dir = laid({ 'app.js': '' });
  mkdirSync(join(dir, 'else'));
  writeFileSync(join(dir, 'else/VERSION'), '1.0\n');
  writeFileSync(join(dir, 'else/shop-9.9.jar'), '');
  symlinkSync(join(dir, 'else'), join(dir, 'shop/webapps'));
  symlinkSync(join(dir, 'else'), join(dir, 'shop/lib'));
  expect(await find(dir, { predir: 'webapps' })).toEqual({});
});

test('the order is that of config, field by field, and what was given goes first', async () => {
  const dir = laid({ 'package.json': '{"version": "1.0.0", "gitHead": "abcdef0123"}', VERSION: '2.0.0' });
  expect(await find(dir, { from: ['VERSION', 'package.json'] })).toEqual({ version: '2.0.0', commit: 'abcdef0123' });
  expect(await find(dir, { from: ['package.json', 'VERSION'] })).toEqual({ version: '1.0.0', commit: 'abcdef0123' });
  expect(await find(dir, { given: { version: '3.0.0' } })).toEqual({ version: '3.0.0', commit: 'abcdef0123' });
  expect(await find(dir, { from: [], given: { branch: 'main' } })).toEqual({ branch: 'main' });
});

test('a package that is put below the program is looked into first', async () => {
  const dir = laid({ VERSION: '1.0', 'webapps/ROOT/META-INF/MANIFEST.MF': manifest, 'webapps/ROOT/VERSION': '4.2' });
  expect(await find(dir, { predir: 'webapps/ROOT', from: ['VERSION'] })).toEqual({ version: '4.2' });
  expect(await find(dir, { predir: 'webapps/none', from: ['VERSION'] })).toEqual({ version: '1.0' });
});

test('what another environment recorded goes with its program; where it cannot be asked, its files tell', async () => {
  const dir = laid({ VERSION: '7.0.0' });
  const known = { version: '7.0.0-rc.2', commit: 'abcdef0', build: 'https://ci.example/7' };
  expect(await find(dir, { recorded: () => Promise.resolve(known) })).toEqual(known);
  expect(await find(dir, { recorded: () => Promise.reject(new Error('no such column')) })).toEqual({
    version: '7.0.0',
  });
});

test.each([
  ['shop-2.1.0.jar', { name: 'shop', version: '2.1.0' }],
  ['shop-2.1.0-SNAPSHOT.jar', { name: 'shop', version: '2.1.0' }],
  ['shop-api-2.1.0-rc.1.jar', { name: 'shop-api', version: '2.1.0-rc.1' }],
  ['shop-2.1.0-jar-with-dependencies.jar', { name: 'shop', version: '2.1.0' }],
  ['shop-2.1.0-sources.jar', null],
  ['shop.jar', null],
  ['shop-2.1.0.war', null],
])('%s', (file, read) => {
  expect(readJarName(file)).toEqual(read);
});
