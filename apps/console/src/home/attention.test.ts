import { expect, test } from 'vitest';
import type { AppView, ReleaseHead } from '#api';
import { app, drifted, live } from '../fleet/app.fixture.js';
import { summarise } from '../fleet/groupSummary.js';
import { lastReleases } from '../fleet/lastReleases.js';
import { release } from '../live/release.fixture.js';
import { attentionOf, attentionState } from './attention.js';

const [old, now] = [live('20260101_000000'), live('20260202_000000')];
const head = (outcome: ReleaseHead['outcome'], apps: string[]): ReleaseHead => ({
  ...release([], { id: `r-${outcome}`, state: 'settled', outcome }),
  apps,
});
const rows = (apps: AppView[], recent: ReleaseHead[] = []): string[] => {
  const names = [...new Set(apps.map(({ group }) => group))];
  const groups = names.map((name) =>
    summarise(
      name,
      apps.filter(({ group }) => group === name),
    ),
  );
  const last = lastReleases(recent, (key) => apps.find((one) => one.key === key)?.group);
  return attentionOf({ groups, last, problems: { rows: 0, more: false }, findings: [] }).map((row) => {
    const about = 'group' in row ? row.group : row.kind;
    return `${attentionState(row)} ${about}`;
  });
};

test('nothing waits where each group runs one version well', () => {
  expect(rows([app('a', { live: now }), app('b', { live: now })], [head('done', ['a', 'b'])])).toEqual([]);
});

test('worst first; what one release left behind is one row, a change by hand another', () => {
  const apps = [
    app('a', { group: 'pay', live: now, drift: drifted(2) }),
    app('b', { group: 'shop', live: now }),
    app('c', { group: 'shop', live: old }),
    app('d', { group: 'docs', live: { ...now!, good: false }, drift: drifted(1) }),
  ];
  expect(rows(apps, [head('partial', ['b', 'c'])])).toEqual([
    'failing docs',
    'mixed shop',
    'drifted pay',
    'drifted docs',
  ]);
});

test('a release that failed waits until a later one of the group is over, or under way', () => {
  const apps = [app('a', { live: now })];
  expect(rows(apps, [head('failed', ['a'])])).toEqual(['failed web']);
  expect(rows(apps, [head('done', ['a']), head('failed', ['a'])])).toEqual([]);
  const lease = { release: 'r', action: 'release', caller: 'li', since: '' };
  expect(rows([app('a', { live: now, lease })], [head('failed', ['a'])])).toEqual([]);
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
