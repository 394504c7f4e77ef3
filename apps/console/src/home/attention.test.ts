import { expect, test } from 'vitest';
import type { GroupView, ReleaseHead } from '#api';
import { group } from '../fleet/app.fixture.js';
import { changesBy, summarise } from '../fleet/groupSummary.js';
import { lastReleases } from '../fleet/lastReleases.js';
import { release } from '../live/release.fixture.js';
import { attentionOf, attentionState } from './attention.js';

const head = (outcome: ReleaseHead['outcome'], apps: string[]): ReleaseHead => ({
  ...release([], { id: `r-${outcome}`, state: 'settled', outcome }),
  apps,
});
const rows = (fleet: GroupView[], recent: ReleaseHead[] = [], changing: string[] = []): string[] => {
  const changes = changesBy([{ id: 'r', action: 'release', caller: 'li', apps: changing }]);
  const groups = fleet.map((one) => summarise(one, changes));
  const last = lastReleases(recent, (key) => fleet.find(({ apps }) => apps.includes(key))?.name);
  return attentionOf({ groups, last, problems: { rows: 0, more: false }, findings: [] }).map(
    (row) => `${attentionState(row)} ${'group' in row ? row.group.name : row.kind}`,
  );
};

test('nothing waits where each group runs one version well, or none yet', () => {
  const fresh = group('new', { state: 'unknown', releases: [], unknown: ['new'], since: null });
  expect(rows([group('web'), fresh], [head('done', ['web'])])).toEqual([]);
});

test('worst first; what one release left behind is one row, a change by hand another', () => {
  const fleet = [
    group('pay', { state: 'drifted', drifted: ['pay'] }),
    group('shop', { state: 'mixed' }),
    group('lost', { state: 'unknown', unknown: ['lost'] }),
    group('docs', { state: 'failing', failing: ['docs'], drifted: ['docs'] }),
  ];
  expect(rows(fleet, [head('partial', ['shop'])])).toEqual([
    'failing docs',
    'mixed shop',
    'drifted pay',
    'drifted docs',
    'unknown lost',
  ]);
});

test('a release that failed waits until a later one of the group is over, or under way', () => {
  const fleet = [group('web')];
  expect(rows(fleet, [head('failed', ['web'])])).toEqual(['failed web']);
  expect(rows(fleet, [head('done', ['web']), head('failed', ['web'])])).toEqual([]);
  expect(rows(fleet, [head('failed', ['web'])], ['web'])).toEqual([]);
});

test('problems of the catalogue and of the installation stand among them', () => {
  const finding = (state: 'ok' | 'warning' | 'failed') => ({ name: state, state, message: '', advice: null });
  const found = attentionOf({
    ...{ groups: [], last: new Map(), problems: { rows: 3, more: false } },
    findings: [finding('ok'), finding('failed'), finding('warning'), { ...finding('warning'), name: 'catalogue.rows' }],
  });
  expect(found.map((row) => [row.kind, attentionState(row)])).toEqual([
    ['finding', 'failing'],
    ['problems', 'warning'],
    ['finding', 'warning'],
  ]);
});
