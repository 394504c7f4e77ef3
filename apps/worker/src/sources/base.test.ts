import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkList, contentDigest, describeTree, parseCheckList, type Manifest } from '#bundle';
import { inEnglish, type CodedError } from '#contract';
import { errorInChinese } from '#contract/chinese';
import type { App } from '#release';
import { expect, test } from 'vitest';
import type { LiveTrees } from '../current/liveTrees.js';
import type { BundleInput } from '../state/onceJob.js';
import { baseOf } from './base.js';

const appOf = (appKey: string): App => ({ appKey, group: 'web', host: `host of ${appKey}` }) as App;
const apps = [appOf('web1'), appOf('web2')];
const [old, last] = ['/srv/web_20260101_000000', '/srv/web_20260202_000000'];

/** What the hosts answer, `null` for one that did not, and the directories that our releases made on them, oldest first. */
async function over(
  answers: Record<string, { program: string; drift: 'exact' | 'unknown' } | null>,
  made: Record<string, string[]>,
) {
  const told = Object.entries(answers).flatMap(([key, answer]) => (answer ? [[key, answer] as const] : []));
  const live: LiveTrees = {
    programs: new Map(),
    configs: new Map(),
    directories: new Map(told.map(([key, { program }]) => [key, { program, config: null, configSum: null }])),
    drifts: new Map(told.map(([key, { drift }]) => [key, drift])),
    moves: new Map(),
  };
  const historyOf = ({ appKey }: App) => ({
    recent: () => Promise.resolve((made[appKey] ?? []).map((programAfter) => ({ programAfter }))),
    hasMade: (directory: string) => Promise.resolve(made[appKey]?.includes(directory) ?? false),
  });
  const { name, warnings } = await baseOf({ deps: { historyOf } } as unknown as BundleInput, apps, live);
  return { name, warnings: warnings.map((one) => inEnglish(one).message) };
}

const exact = (program: string) => ({ program, drift: 'exact' as const });
const silence = (key: string): string =>
  `${key} (host of ${key}) did not tell what is live: what the records hold of that counts for what the package is merged over`;

test('a host that nobody could look at is no host that was never released to', async () => {
  const unknown = { program: last, drift: 'unknown' as const };
  const made = { web1: [old, last], web2: [old, last] };
  expect(await over({ web1: unknown, web2: unknown }, made)).toEqual({ name: '20260202_000000 of web', warnings: [] });
  expect(await over({ web1: null, web2: null }, made)).toMatchObject({ name: '20260202_000000 of web' });
});

test('what runs on a host that does not answer counts as the records hold it, and that is said', async () => {
  const found = await over({ web1: exact(old), web2: null }, { web1: [old], web2: [old, last] });
  expect(found).toEqual({
    name: '20260202_000000 of web',
    warnings: [
      'web1 (host of web1) will change more than the package: it is merged over 20260202_000000, which is not live there',
      silence('web2'),
    ],
  });
});

test('a host that names a directory the records do not know decides nothing', async () => {
  const lie = exact('/srv/web_99991231_235959');
  expect(await over({ web1: lie, web2: exact(old) }, { web1: [old], web2: [old] })).toMatchObject({
    name: '20260101_000000 of web',
  });
});

test('only where the records know of no release of ours is what runs on the first host the base', async () => {
  const found = await over({ web1: exact(old), web2: exact(last) }, {});
  expect(found).toEqual({ name: 'what runs on web1 (host of web1)', warnings: [] });
});

/** What `bring` gives where the store has lost what was released, and web1 sends these files for it, all of them as they were, by its word. */
async function carried(sent: Record<string, string>, recorded: Record<string, string> | null) {
  const into = join(mkdtempSync(join(tmpdir(), 'base-')), 'tree');
  const program = async (files: Record<string, string>, at: string): Promise<Manifest> => {
    mkdirSync(at, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(at, name), text);
    return await describeTree(at);
  };
  const sealed = recorded && contentDigest(await program(recorded, `${into}-sealed`));
  const says = parseCheckList(checkList(await program(sent, `${into}-sent`)));
  const live: LiveTrees = {
    programs: new Map([['web1', says]]),
    configs: new Map(),
    directories: new Map([['web1', { program: last, config: null, configSum: null }]]),
    drifts: new Map([['web1', 'exact']]),
    moves: new Map(),
  };
  const historyOf = () => ({
    recent: () => Promise.resolve([]),
    hasMade: () => Promise.resolve(true),
    bundleOf: () => Promise.resolve('lost'),
    sumOf: () => Promise.resolve(sealed),
  });
  const transfer = async () => (await program(sent, into), {});
  const config = { release: { carry: 1, carryStill: 1 }, retry: { attempts: 1, backoff: 1 } };
  const deps = {
    historyOf,
    config,
    store: { open: () => Promise.resolve(null) },
    ssh: { transfer },
    target: () => null,
  };
  const input = { deps, request: {}, signal: new AbortController().signal } as unknown as BundleInput;
  try {
    const base = await baseOf(input, [apps[0]!], live);
    const { entries } = await base.bring(into, false);
    return entries.map(({ path }) => path);
  } finally {
    rmSync(dirname(into), { recursive: true });
  }
}

test('where the store has lost what was released a host is believed as far as the records know it', async () => {
  const files = { a: 'one', b: 'two' };
  expect(await carried(files, files)).toEqual(['a', 'b']);
  const refused = async (...sending: Parameters<typeof carried>) => {
    const { code, details } = (await carried(...sending).catch((thrown: unknown) => thrown)) as CodedError;
    expect(details).toMatchObject({ release: '20260202_000000', app: 'web1' });
    return [code, details.hosts, errorInChinese(code, details)?.message.replace(/^.*原样：/, '')];
  };
  const lie = ['its files are not what was released, though it says so', '其文件并非发布时的内容，尽管它声称一致'];
  for (const sent of [{ ...files, b: 'bad' }, { ...files, c: 'more' }, { a: 'one' }])
    expect(await refused(sent, files)).toEqual([
      'BASE_DRIFTED',
      [`web1 (host of web1): ${lie[0]}`],
      `web1（host of web1）：${lie[1]}`,
    ]);
  expect(await refused(files, null)).toEqual([
    'BASE_DRIFTED',
    ['web1 (host of web1): nothing is recorded to hold its files against'],
    'web1（host of web1）：没有可与其文件比对的记录',
  ]);
});
