import { expect, test } from 'vitest';
import type { MainRelease } from '#records';
import { promotionOf, sourcesInOrder } from './promotion.js';

const release = (day: number, more: Partial<MainRelease> = {}): MainRelease => ({
  ...{ id: null, stamp: `2026010${day}_000000`, provenance: {}, since: new Date(Date.UTC(2026, 0, day)) },
  ...{ by: 'somebody', takenFrom: [], ...more },
});
const offered = (main: MainRelease | null, own: MainRelease | null) =>
  promotionOf([{ environment: 'uat', main }], own)?.stamp ?? null;

test('what is newer and another program is offered', () => {
  const newer = release(2, { provenance: { version: '2.1.0' } });
  expect(promotionOf([{ environment: 'uat', main: newer }], release(1, { provenance: { version: '2.0.0' } }))).toEqual({
    from: 'uat',
    version: '2.1.0',
    stamp: newer.stamp,
  });
  expect(offered(newer, null)).toBe(newer.stamp);
});

test.each([
  ['older', release(1), release(2)],
  ['of the same version', release(2, { provenance: { version: '2' } }), release(1, { provenance: { version: '2' } })],
  [
    'of the same commit, shortened',
    release(2, { provenance: { version: '2', commit: 'a'.repeat(40) } }),
    release(1, { provenance: { version: '3', commit: 'a'.repeat(7) } }),
  ],
  [
    'what this one was taken from',
    release(2),
    release(1, { takenFrom: [{ environment: 'uat', stamp: release(2).stamp }] }),
  ],
  ['nothing', null, release(1)],
  ['of no stamp, as a directory that nobody released', release(2, { stamp: '' }), release(1)],
])('what is %s is not', (_what, source, own) => {
  expect(offered(source, own)).toBeNull();
});

test('the first source that runs the group counts, also where it is not ahead', () => {
  const sources = [
    { environment: 'uat', main: null },
    { environment: 'test', main: release(1) },
    { environment: 'dev', main: release(3) },
  ];
  expect(promotionOf(sources, release(2))).toBeNull();
});

test('sources are asked from the nearest on the left on, then those on the right', () => {
  expect(sourcesInOrder(['a', 'b', 'own', 'c'], 'own', ['c', 'a', 'b'])).toEqual(['b', 'a', 'c']);
  expect(sourcesInOrder(['own', 'b'], 'own', [])).toEqual([]);
});
