import { expect, test } from 'vitest';
import { againstRelease, carriedOver } from './againstRelease.js';
import { spellChange, type HandChange, type HostDrift } from './hostDrift.js';

const digests = { a: 'a'.repeat(64), b: 'b'.repeat(64), c: 'c'.repeat(64) };
const change = (name: string, was: string | null, now: string | null, more: Partial<HandChange> = {}): HandChange => ({
  ...{ tree: 'program', name, was, now },
  ...more,
});
const drift = (changes: HandChange[], unnamed = 0): HostDrift => ({
  files: { total: changes.length + unnamed, changed: changes.length, deleted: 0, added: unnamed },
  changes,
  identity: '',
});
const bringing = (program: Record<string, string | 'other'>) => ({
  program: (path: string) => program[path] ?? null,
  config: () => null,
});

test.each([
  ['a changed file the release does not touch is kept', change('f', digests.a, digests.b), { f: digests.a }, 'kept'],
  ['one it brings another content of is not', change('f', digests.a, digests.b), { f: digests.c }, 'conflict'],
  ['one it takes away is not', change('f', digests.a, digests.b), {}, 'conflict'],
  ['one it brings just so is no change any more', change('f', digests.a, digests.b), { f: digests.b }, 'none'],
  ['an added file is kept', change('f', null, digests.b), {}, 'kept'],
  ['one in the place of which something comes is not', change('f', null, digests.b), { f: 'other' }, 'conflict'],
  ['a deleted file stays away', change('f', digests.a, null), { f: digests.a }, 'kept'],
  ['one that comes anew does not', change('f', digests.a, null), { f: digests.c }, 'conflict'],
  ['one the release does not have either is no change any more', change('f', digests.a, null), {}, 'none'],
  ['what cannot be read is not kept', change('f', digests.a, null, { unreadable: true }), { f: digests.a }, 'conflict'],
  ['a name that has to be escaped is not kept', change('\\f\\n', null, digests.b), {}, 'conflict'],
  ['a name that leads out is not kept', change('../f', null, digests.b), {}, 'conflict'],
] as const)('%s', (_what, one, brings, becomes) => {
  const decision = againstRelease(drift([one]), bringing(brings));
  if (becomes === 'none') {
    expect(decision).toBeNull();
    return;
  }
  const names = (changes: readonly HandChange[] | undefined) => changes?.map(spellChange);
  expect(names(decision?.lost)).toEqual([spellChange(one)]);
  expect(names(decision?.[becomes === 'kept' ? 'kept' : 'conflicts'])).toEqual([spellChange(one)]);
  expect(carriedOver(decision, 'keep')).toHaveLength(becomes === 'kept' ? 1 : 0);
  expect(carriedOver(decision, 'overwrite')).toEqual([]);
});

test('what is not known by name is lost, too', () => {
  expect(againstRelease(drift([change('f', digests.a, digests.b)], 3), bringing({ f: digests.b }))).toMatchObject({
    files: { total: 3, added: 3 },
    unnamed: 3,
    kept: [],
  });
});
