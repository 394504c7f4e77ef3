import { expect, test } from 'vitest';
import type { MatrixView } from '#api';
import { notHere } from '../fleet/groupSummary.js';
import { standingOut, withOthers } from './fleetRows.js';

type Row = MatrixView['items'][number];

const row = (group: string, states: readonly Row['cells'][number]['state'][], promote: Row['promote'] = null): Row => ({
  group,
  promote,
  cells: states.map((state, at) => ({
    ...{ environment: `e${at}`, origin: 'recorded', state, version: '1', commit: null, stamp: '20260101_000000' },
    ...{ release: null, since: null, by: null, apps: 1, shares: [], drifted: 0, unknown: 0 },
  })),
});
const matrix = (...items: Row[]): MatrixView => ({ environments: [], items, next: null });

test('groups that only other environments have stand among the others, by need and name', () => {
  const own = [
    { ...notHere('pay'), targets: 2, state: 'mixed' as const },
    { ...notHere('shop'), targets: 1 },
  ];
  const all = withOthers(own, matrix(row('billing', ['uniform']), row('pay', ['mixed']), row('search', ['uniform'])));
  expect(all.map(({ name, targets }) => [name, targets])).toEqual([
    ['pay', 2],
    ['billing', 0],
    ['search', 0],
    ['shop', 1],
  ]);
  expect(withOthers(own, null)).toBe(own);
  const lost = (group: string) => ({ environment: 'e0', group, rows: 1, problem: 'why', cure: 'how' });
  const unusable = [lost('pay'), lost('gone'), { ...lost('gone'), environment: 'e1' }];
  expect(withOthers(own, { ...matrix(), unusable }).map(({ name }) => name)).toEqual(['pay', 'gone', 'shop']);
});

test('what is ahead and what is not well elsewhere stands out; what nobody knows does not', () => {
  const ahead = { from: 'uat', version: '2', stamp: '20260101_000000' };
  const rows = [row('a', ['uniform', 'unknown']), row('b', ['uniform', 'failing']), row('c', ['uniform'], ahead)];
  expect(standingOut(matrix(...rows))).toEqual(['b', 'c']);
  expect(standingOut(null)).toEqual([]);
});
