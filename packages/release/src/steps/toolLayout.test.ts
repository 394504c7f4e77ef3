import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inEnglish } from '#contract';
import { facts } from '#shell';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { toolLayoutScript } from '../scripts/toolLayout.js';
import { writtenLayouts } from '../testing/writtenLayouts.js';
import { toolLayoutFound } from '../findings/toolLayout.js';

type Tool = keyof typeof writtenLayouts;

let home: string;
let root: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'rexflow-layout-'));
  root = join(home, 'shop');
  mkdirSync(join(root, 'shared'), { recursive: true });
  writeFileSync(join(root, 'shared/.env'), 'SECRET=1\n');
  mkdirSync(join(home, 'files/public'), { recursive: true });
  writeFileSync(join(home, 'files/index.html'), 'one\n');
});
afterEach(() => {
  rmSync(home, { recursive: true });
});

const deploy = (tool: Tool, number = 1): string =>
  writtenLayouts[tool]({
    ...{ root, number, files: join(home, 'files') },
    keptFiles: '.env',
    keptDirs: 'public/uploads log',
  });

/** What the script finds at a place, and that it changed nothing. */
function found(place: string) {
  const tree = (): string => spawnSync('find', [home, '-printf', '%p %l %T@\n'], { encoding: 'utf8' }).stdout;
  const before = tree();
  const ended = spawnSync('sh', ['-s'], { input: toolLayoutScript(place), encoding: 'utf8' });
  expect([ended.status, ended.stderr]).toEqual([0, '']);
  expect(tree()).toBe(before);
  return toolLayoutFound(facts(ended.stdout), place);
}

const refusedAt = (place: string): string | null => {
  const { refused } = found(place);
  return refused && `${refused.id} ${String(refused.details.at).replace(home, '')}`;
};

test.each<[Tool, string, string[], string[]]>([
  ['capistrano', 'capistrano', ['revisions.log', 'repo/HEAD'], ['repo', 'revisions.log']],
  ['deployer', 'deployer', ['.dep/releases_log', '.dep/latest_release'], ['.dep']],
  ['deployer6', 'deployer', ['.dep/releases'], ['.dep']],
  ['ansistrano', 'ansistrano', ['releases', 'shared'], []],
])('what %s made is known by its files, with all it keeps for releases', (made, tool, marks, leftovers) => {
  deploy(made);
  const live = deploy(made, 2);
  for (const place of [join(root, 'current'), root]) {
    const { layout } = found(place);
    expect(layout).toMatchObject({
      ...{ tool, root, live, count: 2, kept: join(root, 'shared'), lock: null, strays: [], unlinked: [] },
      link: join(root, 'current'),
      releases: join(root, 'releases'),
      shared: ['.env', 'log/', 'public/uploads/'],
    });
    expect(layout!.seen).toEqual(expect.arrayContaining(marks.map((mark) => join(root, mark))));
    expect(layout!.leftovers).toEqual(
      expect.arrayContaining(['releases', 'shared', ...leftovers].map((name) => join(root, name))),
    );
  }
});

test('what Spug made is known by the name of the version its link leads to; it keeps nothing', () => {
  writtenLayouts.spug({ root, number: 1, files: join(home, 'files'), keptFiles: '', keptDirs: '' });
  const live = deploy('spug', 2);
  mkdirSync(join(home, 'data'));
  symlinkSync(join(home, 'data'), join(live, 'public/uploads'));
  expect(found(join(root, 'current')).layout).toMatchObject({
    ...{ tool: 'spug', root, live, count: 2, kept: null, shared: [], strays: ['public/uploads'] },
    releases: join(root, 'repos'),
  });
});

test('what is kept and linked by nothing is named, and so is a link out of the release, and the lock of a deploy', () => {
  const live = deploy('deployer');
  writeFileSync(join(root, 'shared/old.sql'), '');
  mkdirSync(join(home, 'elsewhere'));
  symlinkSync(join(home, 'elsewhere'), join(live, 'media'));
  symlinkSync('index.html', join(live, 'home.html'));
  writeFileSync(join(root, '.dep/deploy.lock'), 'deploy\n');
  expect(found(root).layout).toMatchObject({
    ...{ unlinked: ['old.sql'], strays: ['media'], lock: join(root, '.dep/deploy.lock') },
    shared: ['.env', 'log/', 'public/uploads/'],
  });
});

test('where two tools left their files, the log that names the live release tells whose it is; otherwise it is refused', () => {
  deploy('capistrano');
  writtenLayouts.deployer({ root, number: 1, files: join(home, 'files'), keptFiles: '.env', keptDirs: '' });
  expect(found(root).layout?.tool).toBe('deployer');
  const live = deploy('capistrano', 2);
  expect(found(root).layout).toMatchObject({ tool: 'capistrano', live });
  writeFileSync(join(root, 'revisions.log'), 'truncated\n');
  expect(refusedAt(root)).toBe('adoption.both /shop');
});

/** Lets the link of a place lead elsewhere. */
function relink(link: string, to: string): void {
  unlinkSync(link);
  symlinkSync(to, link);
}

test.each<[string, (live: string) => void, string]>([
  ['a link to nothing', () => relink(join(root, 'current'), 'releases/none'), 'adoption.dangling /shop/current'],
  ['a link to itself', () => relink(join(root, 'current'), 'current'), 'adoption.dangling /shop/current'],
  ['a link out of it', () => relink(join(root, 'current'), join(home, 'files')), 'adoption.outside /files'],
  ['a link to no release', () => relink(join(root, 'current'), 'shared'), 'adoption.left /shop/shared'],
  [
    'a release that is a link out of it',
    (live) => {
      renameSync(live, join(home, 'moved'));
      symlinkSync(join(home, 'moved'), live);
    },
    'adoption.outside /moved',
  ],
  [
    'releases that are elsewhere',
    () => {
      renameSync(join(root, 'releases'), join(home, 'releases'));
      symlinkSync(join(home, 'releases'), join(root, 'releases'));
    },
    'adoption.outside /releases/20260301100000',
  ],
  [
    'what is kept elsewhere',
    () => {
      renameSync(join(root, 'shared'), join(home, 'shared'));
      symlinkSync(join(home, 'shared'), join(root, 'shared'));
    },
    'adoption.outside /shop/shared',
  ],
  [
    'a kept path that is a link out of it',
    () => {
      renameSync(join(root, 'shared/log'), join(home, 'log'));
      symlinkSync(join(home, 'log'), join(root, 'shared/log'));
    },
    'adoption.outside /shop/shared/log',
  ],
  [
    'a kept path that leads round in a circle',
    () => {
      rmSync(join(root, 'shared/.env'));
      symlinkSync('.env', join(root, 'shared/.env'));
    },
    '',
  ],
  [
    'a name of two lines among what is kept',
    () => writeFileSync(join(root, 'shared/a\nb'), ''),
    'adoption.names /shop/shared/a?b',
  ],
  [
    'a name of two lines among the releases',
    () => mkdirSync(join(root, 'releases/x\ntool=spug')),
    'adoption.names /shop/releases/x?tool=spug',
  ],
  ['no file of a tool', () => unlinkSync(join(root, 'revisions.log')), 'adoption.unknown /shop/current'],
])('%s is refused by name', (_what, spoil, wanted) => {
  spoil(deploy('capistrano'));
  if (wanted === '') expect(found(root).layout?.shared).toEqual(['log/', 'public/uploads/']);
  else expect(refusedAt(root)).toBe(wanted);
});

test('a directory of more releases than anybody keeps is refused, and no directory that is kept is gone through', () => {
  deploy('capistrano');
  const many = (dir: string, count: number): void => {
    spawnSync('sh', ['-c', `cd "$1" && seq -f 'x%.0f' ${count} | xargs mkdir`, 'sh', dir]);
  };
  many(join(root, 'shared/public/uploads'), 3000);
  expect(found(root).layout?.shared).toEqual(['.env', 'log/', 'public/uploads/']);
  many(join(root, 'releases'), 5000);
  expect(refusedAt(root)).toBe('adoption.many /shop/releases');
});

test('more than is looked through, deeper than is looked', () => {
  const live = deploy('capistrano');
  for (const dir of [live, join(root, 'shared')]) mkdirSync(join(dir, 'a/'.repeat(20)), { recursive: true });
  expect(refusedAt(root)).toBe(`adoption.deep /shop/shared/${'a/'.repeat(13).slice(0, -1)}`);
  rmSync(join(root, 'shared/a'), { recursive: true });
  for (let at = 0; at < 2001; at++) writeFileSync(join(root, `shared/${at}`), '');
  expect(refusedAt(root)).toBe('adoption.many /shop/shared');
});

test('what is no such layout is told as what it is', () => {
  expect(refusedAt(join(home, 'none'))).toBe('adoption.absent /none');
  expect(refusedAt(join(home, 'files'))).toBe('adoption.plain /files');
  expect(refusedAt(join(home, 'files/index.html'))).toBe('adoption.elsewhere /files/index.html');
  symlinkSync('files', join(home, 'link'));
  expect(refusedAt(join(home, 'link'))).toBe('adoption.unknown /files');
});

test('a place behind a link is taken as it is spelled', () => {
  deploy('deployer');
  symlinkSync('shop', join(home, 'alias'));
  expect(found(join(home, 'alias')).layout).toMatchObject({
    ...{
      tool: 'deployer',
      root: join(home, 'alias'),
      link: join(home, 'alias/current'),
      live: join(root, 'releases/1'),
    },
    ...{ kept: join(home, 'alias/shared'), shared: ['.env', 'log/', 'public/uploads/'] },
  });
});

test.each([
  ['a relative link', { tool_link: 'current' }],
  ['a way up', { tool_live: '/srv/../etc' }],
  ['an unknown tool', { tool: 'fabric' }],
  ['a kept path that leads up', { kept_paths: '../../etc/' }],
  ['a kept path from the root', { kept_paths: '/etc/' }],
  ['kept paths and no place for them', { kept_root: undefined }],
])('a host that lies is not believed: %s', (_what, lie) => {
  const told = {
    ...{
      tool: 'capistrano',
      tool_root: '/srv/shop',
      tool_link: '/srv/shop/current',
      tool_live: '/srv/shop/releases/1',
    },
    ...{ tool_places: '/srv/shop/releases', kept_root: '/srv/shop/shared', kept_paths: 'log/', tool_count: '1' },
  };
  expect(toolLayoutFound(told, '/srv/shop').layout).not.toBeNull();
  const { layout, refused } = toolLayoutFound({ ...told, ...lie } as Record<string, string>, '/srv/shop');
  expect([layout, inEnglish(refused!).message]).toEqual([
    null,
    'what the host tells of /srv/shop cannot be understood',
  ]);
});

test('the scripts name the version of each tool they were written from', () => {
  for (const name of ['capistrano', 'deployer', 'deployer6', 'ansistrano', 'spug'])
    expect(readFileSync(new URL(`../testing/written-layouts/${name}.sh`, import.meta.url), 'utf8')).toMatch(
      /written from [^]* at\s(# )?(v\d|[0-9a-f]{7})/,
    );
});
