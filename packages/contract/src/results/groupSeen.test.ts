import { expect, test } from 'vitest';
import { appState, groupSeen, type AppSeen } from './groupSeen.js';

const at = (minute: number): Date => new Date(Date.UTC(2026, 0, 1, 0, minute));
const seenByLook = { by: 'look', failing: null, moved: false, lost: null } as const;
const on = (id: string | null, more: Partial<AppSeen> = {}): Omit<AppSeen, 'app'> => ({
  release: { id, stamp: id === null ? '20180624_160902' : `2026010${id.slice(1)}_000000` },
  since: at(1),
  seenAt: at(2),
  drift: null,
  good: true,
  ...seenByLook,
  ...more,
});
const never = { release: null, since: null, seenAt: null, drift: null, good: true, ...seenByLook };
const off = { ...never, moved: true };
const seen = (...apps: Omit<AppSeen, 'app'>[]) => groupSeen(apps.map((app, at) => ({ app: `web${at + 1}`, ...app })));

test.each<[string, Omit<AppSeen, 'app'>[], string, number[], number, number]>([
  ['all run one release', [on('R1'), on('R1'), on('R1')], 'uniform', [3], 0, 0],
  ['one app alone', [on('R1')], 'uniform', [1], 0, 0],
  ['two releases', [on('R1'), on('R2'), on('R2')], 'mixed', [2, 1], 0, 0],
  ['three releases', [on('R1'), on('R2'), on('R3')], 'mixed', [1, 1, 1], 0, 0],
  ['nobody ever got a release', [never, never], 'unknown', [], 0, 2],
  ['some never got one', [on('R1'), never], 'mixed', [1], 0, 1],
  ['no apps', [], 'unknown', [], 0, 0],
  ['one of which nobody knows', [on('R1'), on('R1', { good: false })], 'unknown', [1], 0, 1],
  ['nobody knows of any', [on('R1', { good: false }), on('R2', { good: false })], 'unknown', [], 0, 2],
  ['none known, none released', [on('R1', { good: false }), never], 'unknown', [], 0, 2],
  [
    'two releases, and one of which nobody knows',
    [on('R1'), on('R2'), on('R2', { good: false })],
    'mixed',
    [1, 1],
    0,
    1,
  ],
  ['a file changed by hand', [on('R1', { drift: 'exact' }), on('R1', { drift: 'drifted' })], 'drifted', [2], 1, 0],
  [
    'that, and one of which nobody knows',
    [on('R1', { drift: 'drifted' }), on('R1', { good: false })],
    'drifted',
    [1],
    1,
    1,
  ],
  ['that, and two releases', [on('R1', { drift: 'drifted' }), on('R2')], 'mixed', [1, 1], 1, 0],
  ['something that rexflow did not make', [on('R1'), on('R1', { drift: 'unknown' })], 'unknown', [1], 0, 1],
  [
    'one that does not run, in a group that is mixed',
    [on('R1', { failing: 'down' }), on('R2')],
    'failing',
    [1, 1],
    0,
    0,
  ],
  ['a link moved by hand to another release', [on('R1', { moved: true }), on('R2'), on('R2')], 'mixed', [2, 1], 1, 0],
  ['the same where that is the only app', [on('R1', { moved: true })], 'drifted', [1], 1, 0],
  ['all moved to something nobody released', [off, off], 'drifted', [], 2, 2],
  [
    'one not seen for long, whatever was found there',
    [on('R1', { failing: 'down', lost: 'away' })],
    'unknown',
    [],
    0,
    1,
  ],
  ['what the original made, gone back to', [on(null), on(null)], 'uniform', [2], 0, 0],
  ['one of them back at what the original made', [on(null), on('R1')], 'mixed', [1, 1], 0, 0],
])('%s', (_what, apps, state, shares, drifted, unknown) => {
  const group = seen(...apps);
  expect(group.state).toBe(state);
  expect(group.releases.map((share) => share.apps.length)).toEqual(shares);
  expect([group.drifted.length, group.unknown.length]).toEqual([drifted, unknown]);
});

test('each release is named with its apps, the one most apps run first, of two alike the newer one', () => {
  expect(seen(on('R1'), on('R2'), on('R3'), on('R2')).releases).toEqual([
    { release: 'R2', stamp: '20260102_000000', version: null, apps: ['web2', 'web4'] },
    { release: 'R3', stamp: '20260103_000000', version: null, apps: ['web3'] },
    { release: 'R1', stamp: '20260101_000000', version: null, apps: ['web1'] },
  ]);
});

test('the state is as old as the sight of the app that was seen longest ago, and lasts since the last change', () => {
  const group = seen(on('R1', { since: at(3), seenAt: at(9) }), on('R1', { since: at(5), seenAt: at(7) }), never);
  expect([group.since, group.seenAt]).toEqual([at(5), at(7)]);
  expect(seen(never)).toMatchObject({ since: null, seenAt: null });
});

test('a group is seen by looks where each of its apps is; an app is as its group would be with it alone', () => {
  expect(seen(on('R1'), on('R1')).by).toBe('look');
  expect(seen(on('R1'), on('R1', { by: 'records' })).by).toBe('records');
  expect(seen().by).toBeNull();
  const stateOf = (app: Omit<AppSeen, 'app'>) => appState({ app: 'web', ...app });
  expect(stateOf(on('R1'))).toBe('well');
  expect(stateOf(on('R1', { failing: 'down', moved: true }))).toBe('failing');
  expect(stateOf(on('R1', { failing: 'down', lost: 'away' }))).toBe('unknown');
  expect(stateOf(on('R1', { moved: true }))).toBe('drifted');
  expect(stateOf(never)).toBe('unknown');
});
