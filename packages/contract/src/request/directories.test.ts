import { expect, test } from 'vitest';
import { inEnglish } from '../statements/index.js';
import { directoriesOf } from './directoriesOf.js';
import type { Source } from './source.js';
import {
  directoryDifferences,
  directoryMeant,
  isWanted,
  sameDirectory,
  tellDifference,
  type DirectoryIdentity,
  type DirectorySeen,
} from './directories.js';

const id = (name: string): DirectoryIdentity => ({ id: name, at: null });
const at = (place: string, name: string | null = null): DirectoryIdentity => ({ id: name, at: place });
const seen = (identity: DirectoryIdentity, path = '/data/update'): DirectorySeen => ({
  ...identity,
  path,
  device: null,
  view: null,
  problem: null,
});

test.each([
  [id('a'), id('a'), true],
  [id('a'), id('b'), false],
  [at('m1:1', 'a'), at('m2:1', 'a'), false],
  [at('m1:1', 'a'), at('m1:1', 'a'), true],
  // A server of NFS has it to itself, who mounts it from there has not.
  [at('m1:1', 'a'), id('a'), true],
  [at('m1:1'), id('a'), null],
])('%o and %o: %s', (one, other, same) => {
  expect(sameDirectory(one, other)).toBe(same);
  expect(sameDirectory(other, one)).toBe(same);
});

test('wanted is what carries the mark; where copies carry it, only the very place', () => {
  expect(isWanted(id('a'), id('a'), [])).toBe(true);
  expect(isWanted(id('b'), id('a'), [])).toBe(false);
  // The machine was started again since.
  expect(isWanted(at('boot2:1', 'a'), at('boot1:1', 'a'), [at('boot2:1', 'a')])).toBe(true);
  const both = [at('m1:1', 'a'), at('m2:1', 'a')];
  expect(both.map((mine) => isWanted(mine, at('m1:1', 'a'), both))).toEqual([true, false]);
  expect(both.map((mine) => isWanted(mine, id('a'), both))).toEqual([false, false]);
  expect(isWanted(at('m1:1'), at('m2:1'), [])).toBe(false);
});

test('meant is the directory of who takes the request, if it is marked or shared, else the one all workers have', () => {
  expect(directoryMeant(id('a'), [id('b')])).toEqual(id('a'));
  expect(directoryMeant(at('m1:1'), [at('m1:1', 'a')])).toEqual(at('m1:1'));
  expect(directoryMeant(at('m9:1'), [id('b'), id('b')])).toEqual(id('b'));
  expect(directoryMeant(null, [id('a'), id('b')])).toBe('differ');
  // Made anew a moment ago: the worker that marks it again saw it before.
  expect(directoryMeant(seen(at('m1:5:2')), [seen(at('m1:5:1', 'a')), seen(at('m2:5:1', 'b'))])).toEqual(
    at('m1:5:2', 'a'),
  );
  expect(directoryMeant(seen(at('m1:5:3')), [seen(at('m1:5:1', 'a')), seen(at('m1:5:2', 'b'))])).toEqual(at('m1:5:3'));
  expect(directoryMeant(null, [{ id: null, at: null }])).toBeNull();
  expect(directoryMeant(null, [])).toBeNull();
});

test('what is not shared is told with who has which, and how it ends', () => {
  const looker = (name: string, one: DirectorySeen) => ({ name, directories: { updateProdir: one } });
  expect(
    directoryDifferences([looker('w1', seen(id('a'))), looker('w2', seen(id('a'))), { name: 'w3', directories: {} }]),
  ).toEqual([]);
  const [found] = directoryDifferences([
    looker('w3', seen(id('b'), '/mnt/update')),
    looker('w1', seen(id('a'))),
    looker('w2', seen(id('a'))),
  ]);
  expect(inEnglish(tellDifference(found!))).toEqual({
    message: 'directories.update_prodir is not one place: /data/update of w1, w2; /mnt/update of w3',
    advice: 'Mount the same volume on each of these machines, let directories.update_prodir lead to it, and restart.',
  });
  const [copy] = directoryDifferences([looker('w1', seen(at('m1:1', 'a'))), looker('w2', seen(at('m2:1', 'a')))]);
  expect(inEnglish(tellDifference(copy!))).toMatchObject({
    message: expect.stringContaining('copy'),
    advice: expect.stringContaining('.rexflow-id'),
  });
});

test('a directory made anew under the same name is the same one; a copy under another name, or one with another mark, is not', () => {
  const [before, after] = [seen(at('m1:5:1', 'a')), seen(at('m1:5:2', 'a'))];
  expect(sameDirectory(before, after)).toBe(true);
  expect(isWanted(after, { id: 'a', at: 'm1:5:1' }, [before, after])).toBe(true);
  expect(sameDirectory(before, seen(at('m1:5:2', 'a'), '/data/copy'))).toBe(false);
  // Volumes of two containers.
  expect(sameDirectory(before, seen(at('m1:5:2', 'b')))).toBe(false);
  expect(sameDirectory(before, seen(at('m1:6:1', 'a')))).toBe(false);
});

test('in one view a path is one directory, at whichever moment it was looked at', () => {
  const inView = (view: string, identity: DirectoryIdentity, path?: string) => ({ ...seen(identity, path), view });
  const first = inView('m1:4', at('m1:5:1', 'a'));
  expect(sameDirectory(first, inView('m1:4', at('m1:5:2', 'b')))).toBe(true);
  expect(sameDirectory(first, inView('m1:4', at('m1:5:2', 'b'), '/data/other'))).toBe(false);
  expect(sameDirectory(first, inView('m1:9', at('m1:5:2', 'b')))).toBe(false);
  expect(directoryMeant(inView('m1:4', at('m1:5:3')), [first, inView('m1:4', at('m1:5:2', 'b'))])).toEqual(
    at('m1:5:3'),
  );
});

test('a request wants the directories that it reads or fills', () => {
  const targets = { all: true } as const;
  const plan = (source: Source): string[] => directoriesOf({ kind: 'plan', targets, source, strategy: {} });
  const release = { kind: 'release', targets, strategy: {}, whenBusy: 'refuse' } as const;
  expect(directoriesOf({ ...release, source: { kind: 'updateDirectory' } })).toEqual(['updateProdir', 'updateConfdir']);
  expect(plan({ kind: 'upload', bundle: 'x', apply: 'merge' })).toEqual(['store']);
  expect(plan({ kind: 'url', url: 'x', apply: 'merge' })).toEqual([]);
  expect(plan({ kind: 'environment', name: 'uat' })).toEqual([]);
  expect(directoriesOf({ kind: 'stage', targets, from: 'updateDirectory' })).toEqual([
    'updateProdir',
    'updateConfdir',
    'softdir',
    'configuredir',
  ]);
  expect(directoriesOf({ kind: 'check', targets })).toEqual([]);
});
