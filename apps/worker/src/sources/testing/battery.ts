import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pino from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { createPackages, createStore } from '#bundle';
import { resolveConfig } from '#config';
import type { Code, Source, Statement } from '#contract';
import type { App } from '#release';
import { openRevision } from '../revision.js';
import { createSecretStore } from '../../secrets/secretStore.js';
import type { WorkerDeps } from '../../state/dependencies.js';
import type { BundleInput } from '../../state/onceJob.js';
import type { GroupWork } from '../contract.js';
import { sourceType } from '../index.js';

/** Files by their path below the program. */
export type Files = Readonly<Record<string, string>>;

/** The directory, the app and the dependencies a battery works with. */
export interface Bench {
  dir: string;
  app: App;
  deps: WorkerDeps;
}

/** A source that is ready to be released from. */
export interface PreparedSource {
  source: Source;
  /** Removes the files at the source. */
  remove: () => unknown;
}

/** The setup of a kind of source for its battery. */
export interface SourceBattery {
  /** Writes files to the place where the source has them. */
  prepare: (bench: Bench, files: Files) => Promise<PreparedSource> | PreparedSource;
  /** The error code of a source that is gone. */
  gone: Code;
  /** True for a source of packages, which are bounded, and checked before they are used. */
  packages?: true;
}

const files: Files = { 'bin/app': 'program 1\n', 'lib/a.txt': 'a\n', 'lib/deep/b.txt': 'b\n', empty: '' };

function writeFiles(dir: string, contents: Files): void {
  for (const [path, text] of Object.entries(contents)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    if (text.startsWith('-> ')) symlinkSync(text.slice(3), join(dir, path));
    else writeFileSync(join(dir, path), text);
  }
}

/** Writes files into a directory of the bench; gives its path. */
export function layFiles({ dir }: Bench, name: string, contents: Files): string {
  const place = join(dir, name);
  writeFiles(place, contents);
  return place;
}

/** All files below a directory, by their path there. */
export function readFiles(dir: string): Files {
  const found = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    found
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path): [string, string] => [path.slice(dir.length + 1), readFileSync(path, 'utf8')])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

const sorted = (contents: Files): Files => Object.fromEntries(Object.entries(contents).sort());

/** A directory, an app and dependencies of their own, which go with the test. */
export function openBench(limits: object): Bench {
  const dir = mkdtempSync(join(tmpdir(), 'rexflow-source-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const config = resolveConfig({
    file: {
      environment: 'local',
      environments: {
        local: {
          mysql: { host: '127.0.0.1', database: 'x', user: 'x', password: 'x' },
          ssh: { password: 'x', host_keys: 'first-contact' },
        },
      },
      redis: { url: 'redis://127.0.0.1:1' },
      directories: { store: 'store', update_prodir: 'update', update_confdir: 'conf' },
      package: limits,
      git: { directories: [join(dir, 'git')] },
      retry: { attempts: 1 },
    },
    env: {},
    folder: dir,
    readSecret: () => '',
  });
  const app = {
    ...{ id: 1, appKey: 'web1', group: 'web', host: '127.0.0.1', layout: 'separate', automated: true, restarts: true },
    ...{
      programLink: join(dir, 'live/program'),
      configLink: join(dir, 'live/config'),
      predir: '',
      checkdir: ['bin', 'lib', 'empty'],
    },
    ...{ programCommand: '', configCommand: '', listedConfig: null, health: [], row: {} },
  } as unknown as App;
  const deps = {
    config,
    store: createStore(config.directories.store),
    packages: createPackages(config.directories.store),
    historyOf: () => ({ recent: () => Promise.resolve([]) }),
    now: () => new Date(),
    secrets: createSecretStore({}),
    log: pino({ level: 'silent' }),
  } as unknown as WorkerDeps;
  return { dir, app, deps };
}

/** Fetches the program of a source into a bundle of its own; gives its directory. */
export async function bring(
  { app, deps }: Bench,
  source: Source,
  bundle: string,
  signal: AbortSignal,
  notes: Statement[] = [],
): Promise<string> {
  await deps.store.workspace(bundle);
  const into = deps.store.programDir(bundle, app.group);
  const scratch = join(deps.store.place(bundle), 'scratch');
  mkdirSync(dirname(into), { recursive: true });
  const live = Promise.resolve({
    ...{ programs: new Map(), configs: new Map() },
    ...{ directories: new Map(), drifts: new Map(), moves: new Map() },
  });
  const beside = { bases: new Map(), notes, revision: openRevision(null) };
  const work: GroupWork = { group: app.group, apps: [app], bundle, into, scratch, live, ...beside };
  const request = { id: bundle, apps: [{ app }], directories: { store: { id: 'store', at: null } }, wire: {} };
  const asked = { kind: 'release', targets: { all: true }, source, strategy: {}, whenBusy: 'refuse' } as const;
  const input = { deps, request, asked, fence: 1, signal } as unknown as BundleInput;
  const type = sourceType(source);
  const found = await type.find?.(input, source);
  await type.program(input, source, work, found?.get(app.group));
  return into;
}

/** The tests every type of source has to pass; the interface is in contract.ts. */
export function testSourceType(kind: Source['kind'], { prepare, gone, packages }: SourceBattery): void {
  const open = new AbortController().signal;

  test(`${kind}: brings every file as it is, and the same tree when it is brought again`, async () => {
    const bench = openBench({});
    const { source } = await prepare(bench, files);
    expect(source.kind).toBe(kind);
    expect(readFiles(await bring(bench, source, 'first', open))).toEqual(sorted(files));
    expect(readFiles(await bring(bench, source, 'second', open))).toEqual(sorted(files));
  });

  test(`${kind}: what was interrupted is brought whole by who comes next`, async () => {
    const bench = openBench({});
    const { source } = await prepare(bench, files);
    const why = new Error('the worker ends');
    await expect(bring(bench, source, 'interrupted', AbortSignal.abort(why))).rejects.toThrow();
    expect(readFiles(await bring(bench, source, 'next', open))).toEqual(sorted(files));
  });

  test(`${kind}: a source that is gone is told by its code`, async () => {
    const bench = openBench({});
    const { source, remove } = await prepare(bench, files);
    await remove();
    await expect(bring(bench, source, 'gone', open)).rejects.toMatchObject({ code: gone });
  });

  if (!packages) return;

  test(`${kind}: a package that holds too much is refused, and nothing of it counts`, async () => {
    const bench = openBench({ max_unpacked: 1024 });
    const { source } = await prepare(bench, { ...files, 'bin/large': 'x'.repeat(64 * 1024) });
    const into = bench.deps.store.programDir('large', bench.app.group);
    await expect(bring(bench, source, 'large', open)).rejects.toMatchObject({ code: 'ARCHIVE_TOO_LARGE' });
    expect(existsSync(into)).toBe(false);
  });

  test(`${kind}: of a package is taken what is said of its group`, async () => {
    const bench = openBench({});
    bench.app.packaging = { exclude: ['deep/'] };
    const { source } = await prepare(bench, files);
    const { 'lib/deep/b.txt': left, ...taken } = files;
    expect(readFiles(await bring(bench, source, 'some', open))).toEqual(sorted(taken));
    expect(left).toBeDefined();
  });

  test(`${kind}: a link of the package at a path that outlives releases is left out and told`, async () => {
    const bench = openBench({});
    bench.app = { ...bench.app, shared: ['lib/deep/', 'data/'], predir: 'webapp' };
    const { source } = await prepare(bench, { ...files, data: '-> ../../outside' });
    await expect(bring(bench, source, 'refused', open)).rejects.toMatchObject({ code: 'ARCHIVE_ESCAPES' });
    bench.app = { ...bench.app, predir: '' };
    const notes: Statement[] = [];
    expect(readFiles(await bring(bench, source, 'taken', open, notes))).toEqual(sorted(files));
    expect(notes).toMatchObject([{ id: 'tree.sharedLinks', details: { group: 'web', paths: ['data'] } }]);
  });

  test(`${kind}: a package of another program is refused before anything is merged`, async () => {
    const bench = openBench({ check_dir: true });
    const { source } = await prepare(bench, { 'other/app': 'x' });
    const into = bench.deps.store.programDir('other', bench.app.group);
    await expect(bring(bench, source, 'other', open)).rejects.toMatchObject({ code: 'ARCHIVE_NAME_NOT_ALLOWED' });
    expect(existsSync(into)).toBe(false);
  });
}
