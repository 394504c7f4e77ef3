import fc from 'fast-check';
import { expect, test } from 'vitest';
import { meetings, normal, sameMade, type AppDirectories } from './sharedDirectories.js';

const inside = (path: string, dir: string): boolean => path === dir || path.startsWith(`${dir}/`);

/** Compares every pair, as the rule is written down. */
function metOf(one: AppDirectories, other: AppDirectories): boolean {
  if (one.machine !== other.machine) return false;
  const over = (a: AppDirectories, b: AppDirectories): boolean =>
    a.live.some((path) => b.live.some((dir) => inside(path, dir))) ||
    a.live.some((path) => b.made.some((made) => path.startsWith(made) && stamp.test(path.slice(made.length)))) ||
    a.makesIn.some((path) => b.live.some((dir) => inside(path, dir)));
  return over(one, other) || over(other, one);
}

/** What both say they have in common is left aside. */
const apartFrom = (one: AppDirectories, other: AppDirectories): AppDirectories =>
  one.common && other.common && one.common.path === other.common.path && one.common.of === other.common.of
    ? { ...one, live: one.live.filter((path) => path !== one.common!.path) }
    : one;
const stamp = /^\d{8}_\d{6}(\.part)?(\/|$)/;

function naive(places: readonly AppDirectories[]): Map<number, number[]> {
  const all = places.map((one): [number, number[]] => [
    one.id,
    places
      .filter((other) => other.id !== one.id && metOf(apartFrom(one, other), apartFrom(other, one)))
      .map(({ id }) => id),
  ]);
  return new Map(all.filter(([, others]) => others.length > 0));
}

const sorted = (found: Map<number, { with: number }[]>): Map<number, number[]> =>
  new Map(
    [...found].sort(([a], [b]) => a - b).map(([id, met]) => [id, met.map((one) => one.with).sort((a, b) => a - b)]),
  );

const segment = fc.constantFrom('srv', 'a', 'b', 'ab', 'a_20260101_000000', 'a_20260101_000000.part', 'a_2026');
const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => `/${segments.join('/')}`);
const place = fc.record({
  machine: fc.constantFrom('one', 'two'),
  live: fc.array(path, { minLength: 1, maxLength: 2 }),
  made: fc.array(
    path.map((begun) => `${begun}_`),
    { maxLength: 2 },
  ),
  makesIn: fc.array(path, { maxLength: 1 }),
});
const catalogue = fc
  .array(place, { maxLength: 12 })
  .map((places) => places.map((one, id): AppDirectories => ({ ...one, id })));

test('the same pairs as when each is held against each', () => {
  fc.assert(
    fc.property(catalogue, (places) => {
      expect(sorted(meetings(places, 100))).toEqual(naive(places));
    }),
    { numRuns: 2000 },
  );
});

test('whoever meets anybody is told, with no more than a few of them, and none that it does not meet', () => {
  fc.assert(
    fc.property(catalogue, (places) => {
      const [all, few] = [naive(places), sorted(meetings(places, 1))];
      expect([...few.keys()]).toEqual([...all.keys()]);
      for (const [id, met] of few) {
        expect(met).toHaveLength(1);
        expect(all.get(id)).toEqual(expect.arrayContaining(met));
      }
    }),
    { numRuns: 1000 },
  );
});

const at = (id: number, live: string, more: Partial<AppDirectories> = {}): AppDirectories => ({
  id,
  machine: 'one',
  live: [live],
  made: [`${live}_`],
  makesIn: [],
  ...more,
});

/** One that keeps data in a place it names. */
const keeping = (id: number, of = 'web', path = '/srv/kept'): AppDirectories =>
  at(id, `/srv/a${id}`, { live: [`/srv/a${id}`, path], common: { path, of } });

test.each<[what: string, a: AppDirectories, b: AppDirectories, met: boolean]>([
  ['one path', at(1, '/srv/a'), at(2, '/srv/a'), true],
  ['one path on two machines', at(1, '/srv/a'), at(2, '/srv/a', { machine: 'two' }), false],
  ['one below the other', at(1, '/srv/a'), at(2, '/srv/a/b/c'), true],
  ['one parent', at(1, '/srv/a'), at(2, '/srv/b'), false],
  ['a name that begins with the other', at(1, '/srv/a'), at(2, '/srv/ab'), false],
  ['a release directory of the other', at(1, '/srv/a'), at(2, '/srv/a_20260101_000000'), true],
  ['below one', at(1, '/srv/a'), at(2, '/srv/a_20260101_000000/www'), true],
  ['a name that only looks like one', at(1, '/srv/a'), at(2, '/srv/a_2026_01'), false],
  ['two release directories of neither', at(1, '/srv/a_20260101_000000'), at(2, '/srv/a_20260202_000000'), false],
  ['what both have in common', keeping(1), keeping(2), false],
  ['what only one says it has in common', keeping(1), at(2, '/srv/kept'), true],
  ['what two groups name', keeping(1), keeping(2, 'other'), true],
  ['below what another has', keeping(1), keeping(2, 'web', '/srv/kept/more'), true],
  ['releases made in what the other has', at(1, '/data/www'), at(2, '/opt/b', { makesIn: ['/data/www/apps'] }), true],
])('%s', (_what, a, b, met) => {
  expect(meetings([a, b]).size).toBe(met ? 2 : 0);
  expect(meetings([b, a]).size).toBe(met ? 2 : 0);
});

test('five thousand rows of one path are told as fast as five thousand of their own', () => {
  const places = Array.from({ length: 5000 }, (_, id) => at(id, '/srv/a'));
  const met = meetings(places);
  expect(met.size).toBe(5000);
  expect([...met.values()].every((others) => others.length === 5)).toBe(true);
});

test('what two make with one stamp', () => {
  const nested = { made: ['/data/www/apps/ROOT_'] };
  expect(sameMade([at(1, '/srv/a', nested), at(2, '/srv/b', nested)])).toEqual({
    ids: [1, 2],
    beginning: '/data/www/apps/ROOT_',
  });
  expect(sameMade([at(1, '/srv/a', nested), at(2, '/srv/b', { ...nested, machine: 'two' })])).toBeNull();
  expect(sameMade([at(1, '/srv/a'), at(2, '/srv/b')])).toBeNull();
});

test.each([
  ['/srv/a/', '/srv/a'],
  ['//srv/./a//b/../', '/srv/a'],
  ['/srv/../../etc', '/etc'],
  ['/', ''],
])('%s is %s', (path, meant) => {
  expect(normal(path)).toBe(meant);
});
