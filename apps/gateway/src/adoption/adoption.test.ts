import { inEnglish, type ToolLayout } from '#contract';
import { compareFleets, resolveApp, type AppSettings, type Fleet, type GroupSettings } from '#fleet';
import { expect, test } from 'vitest';
import { adoptedSettings } from './adoptedSettings.js';
import { adoptionNotes } from './adoptionNotes.js';
import { adoptionProblems } from './adoptionProblems.js';
import type { SeenPlace } from './lookAtLayouts.js';

const layout = (root: string, more: Partial<ToolLayout> = {}): ToolLayout => ({
  ...{ tool: 'capistrano', root, link: `${root}/current`, live: `${root}/releases/1`, releases: `${root}/releases` },
  ...{ count: 1, kept: `${root}/shared`, shared: ['.env', 'log/'], unlinked: [], strays: [], seen: [], leftovers: [] },
  lock: null,
  ...more,
});

/** A fleet of one group, of apps on hosts of their own. */
function fleetOf(group: GroupSettings, apps: Record<string, AppSettings>): Fleet {
  const named = Object.entries(apps).map(([app, own]) => {
    const names = { app, host: `on-${app}`, group: 'shop', environment: 'prod' };
    return [app, { group: 'shop', host: names.host, settings: resolveApp(group, own, names) }] as const;
  });
  return { hosts: new Map(), outages: new Map(), groups: new Map([['shop', group]]), apps: new Map(named) };
}

const adopt = (fleet: Fleet, layouts: Record<string, ToolLayout>) =>
  adoptedSettings(fleet, new Map(Object.entries(layouts)), 'prod');
const settingsOf = ({ apps }: Fleet, app: string): AppSettings => apps.get(app)!.settings;
const none = { service: { type: 'none' } } as const;

test('what all apps of a group have alike is said by the group', () => {
  const fleet = fleetOf({ ...none, paths: { program: '/srv/shop' } }, { a: {}, b: { port: 1 } });
  const adopted = adopt(fleet, { a: layout('/srv/shop'), b: layout('/srv/shop') });
  const wanted = { paths: { program: '/srv/shop/current', shared: '/srv/shop/shared' }, shared: ['.env', 'log/'] };
  expect(adopted.groups).toEqual({ shop: wanted });
  expect(settingsOf(adopted.fleet, 'b')).toEqual({ ...none, ...wanted, port: 1 });
  expect(adopt(adopted.fleet, { a: layout('/srv/shop'), b: layout('/srv/shop') }).groups).toEqual({});
});

test('places that differ are said by the apps, and so is what an app says otherwise than its group', () => {
  const fleet = fleetOf({ ...none, paths: { program: '/srv/{app}' } }, { a: {}, b: {} });
  const adopted = adopt(fleet, { a: layout('/srv/a'), b: layout('/srv/b') });
  expect(Object.keys(adopted.groups['shop']!.apps!)).toEqual(['a', 'b']);
  expect(settingsOf(adopted.fleet, 'b').paths).toEqual({ program: '/srv/b/current', shared: '/srv/b/shared' });
  const own = fleetOf({ ...none, paths: { program: '/srv/shop' } }, { a: {}, b: { paths: { program: '/srv/own' } } });
  const both = adopt(own, { a: layout('/srv/shop'), b: layout('/srv/shop') });
  expect(settingsOf(both.fleet, 'b').paths!.program).toBe('/srv/shop/current');
  expect(compareFleets(own, both.fleet).map(({ name }) => name)).toEqual(['shop', 'a', 'b']);
});

test('what is shared already stays, and a layout that keeps nothing sets nothing shared', () => {
  const fleet = fleetOf(
    { ...none, paths: { program: '/srv/a/current', shared: '/srv/a/shared' }, shared: ['media/'] },
    { a: {} },
  );
  expect(adopt(fleet, { a: layout('/srv/a') }).groups).toEqual({ shop: { shared: ['media/', '.env', 'log/'] } });
  const bare = fleetOf({ ...none, paths: { program: '/srv/a' } }, { a: {} });
  const nothing = layout('/srv/a', { tool: 'spug', kept: null, shared: [] });
  expect(adopt(bare, { a: nothing }).groups).toEqual({ shop: { paths: { program: '/srv/a/current' } } });
});

test('braces in the paths of a host are no placeholders', () => {
  const fleet = fleetOf({ ...none, paths: { program: '/srv/a' } }, { a: {} });
  const adopted = adopt(fleet, { a: layout('/srv/{app}') });
  expect(adopted.groups['shop']!.paths!.program).toBe('/srv/{{app}}/current');
  expect(settingsOf(adopted.fleet, 'a').paths!.program).toBe('/srv/{app}/current');
});

const seen = (app: string, found: ToolLayout): SeenPlace => ({
  ...{ app, group: 'shop', host: `on-${app}`, at: found.root, layout: found, refused: null },
});
const problems = (fleet: Fleet, ...found: SeenPlace[]): string[] =>
  adoptionProblems(found, fleet).map((one) => inEnglish(one).message);

test.each<[string, GroupSettings, Partial<ToolLayout>, RegExp[]]>([
  ['nothing', {}, {}, []],
  [
    'another tool',
    {},
    { tool: 'deployer' },
    [/^b \(on-b\) has Deployer, and keeps \.env, log\/: a \(on-a\) has Capistrano/],
  ],
  ['other shared paths', {}, { shared: [] }, [/^b \(on-b\) has Capistrano, and keeps nothing: a \(on-a\)/]],
  ['another place', {}, { kept: '/srv/b/shared', root: '/srv/b' }, []],
  ['a nested layout', { paths: { layout: 'nested' } }, {}, [/^a \(on-a\): paths.layout is nested/, /^b/]],
  [
    'data kept elsewhere',
    { shared: ['.env'] },
    {},
    [/^a \(on-a\): \.env is shared already, and kept in \/srv\/x\.shared/, /^b/],
  ],
])('what stands in the way, with %s', (_what, more, other, wanted) => {
  const group = { ...none, ...more, paths: { program: '/srv/x', ...more.paths } };
  const found = problems(
    fleetOf(group, { a: {}, b: {} }),
    seen('a', layout('/srv/a')),
    seen('b', layout('/srv/a', other)),
  );
  expect(found).toHaveLength(wanted.length);
  found.forEach((one, at) => expect(one).toMatch(wanted[at]!));
});

test('a part of a group is not taken over where something is shared', () => {
  const fleet = fleetOf({ ...none, paths: { program: '/srv/a' } }, { a: {}, b: {} });
  expect(problems(fleet, seen('a', layout('/srv/a')))).toEqual([
    'shop has other apps, which were not looked at: what is shared is the same for a whole group',
  ]);
  expect(problems(fleet, seen('a', layout('/srv/a', { kept: null, shared: [] })))).toEqual([]);
});

test('what one should know before the first release', () => {
  const found = seen('a', layout('/srv/a', { lock: '/srv/a/.dep/deploy.lock', strays: ['media'], unlinked: ['old'] }));
  expect(adoptionNotes(found, null).map(({ id }) => id)).toEqual([
    ...['adoption.live', 'adoption.locked', 'adoption.strays', 'adoption.unlinked'],
  ]);
  expect(adoptionNotes(found, '/srv/a/current_20260101_000000').map(({ id }) => id)).toContain('adoption.again');
  expect(adoptionNotes({ ...found, layout: null }, null)).toEqual([]);
});
