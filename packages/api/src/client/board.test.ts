import { expect, test } from 'vitest';
import type { EventView } from '../schemas/event.js';
import type { PartView, ReleaseView } from '../schemas/release.js';
import { applyEvents, openBoard, rowOfSteps, updateRelease } from './board.js';

const at = (ms: number): string => new Date(Date.UTC(2026, 0, 31) + ms).toISOString();
const target = (app: string, given: Partial<PartView> = {}): PartView =>
  ({
    app,
    batch: 0,
    phase: null,
    step: null,
    vote: null,
    standing: null,
    trouble: null,
    waiting: null,
    ...given,
  }) as PartView;
const release = (apps: string[], given: Partial<ReleaseView> = {}): ReleaseView =>
  ({
    ...{ id: 'r', state: 'running', phase: null, batch: 0, outcome: null, settledAt: null, cancelledBy: null },
    apps: apps.map((app) => target(app)),
    ...given,
  }) as ReleaseView;
const event = (id: number, kind: EventView['kind'], data: EventView['data'], app: string | null = null): EventView => ({
  ...{ id, at: at(id * 100), release: 'r', app, kind, data },
});
const begun = (id: number, step: string, app = 'web1') => event(id, 'step-begun', { phase: 'prepare', step }, app);
const ended = (id: number, step: string, more: EventView['data'] = {}, app = 'web1') =>
  event(id, 'step-ended', { phase: 'prepare', step, state: 'done', trouble: null, ...more }, app);
const board = openBoard(release(['web1', 'web2']));

test('a step is begun, then done with its duration and its bytes', () => {
  const half = applyEvents(board, [begun(1, 'carry')]);
  expect(half.rows.get('web1')!.cells['prepare/carry']).toMatchObject({ state: 'begun', endedAt: null, times: 1 });
  const { cells, bytes } = applyEvents(half, [ended(3, 'carry', { bytes: 700 })]).rows.get('web1')!;
  const cell = cells['prepare/carry']!;
  expect(cell).toMatchObject({ state: 'done', bytes: 700, times: 1 });
  expect(cell.endedAt! - cell.begunAt).toBe(200);
  expect(bytes).toBe(700);
});

test('a step that is taken again counts, and its bytes add up', () => {
  const twice = [
    begun(1, 'carry'),
    ended(2, 'carry', { bytes: 5 }),
    begun(3, 'carry'),
    ended(4, 'carry', { bytes: 7 }),
  ];
  const row = applyEvents(board, twice).rows.get('web1')!;
  expect(row.cells['prepare/carry']).toMatchObject({ times: 2, bytes: 12 });
  expect(row).toMatchObject({ step: 'carry', bytes: 12 });
});

test('a failure keeps its error, also while the host goes back', () => {
  const trouble = { code: 'DISK_FULL', message: 'no space' };
  const failed = [begun(1, 'carry'), ended(2, 'carry', { state: 'failed', trouble }), begun(3, 'revert')];
  const row = applyEvents(board, failed).rows.get('web1')!;
  expect(row.cells['prepare/carry']).toMatchObject({ state: 'failed', trouble });
  expect(row).toMatchObject({ trouble, step: 'revert', endedAt: null });
});

test('events it has seen change nothing, and what did not change stays the same object', () => {
  const first = applyEvents(board, [begun(1, 'carry', 'web1'), begun(2, 'carry', 'web2')]);
  expect(applyEvents(first, [begun(1, 'carry', 'web1'), begun(2, 'carry', 'web2')])).toBe(first);
  const next = applyEvents(first, [ended(3, 'carry', {}, 'web2')]);
  expect(next.rows.get('web1')).toBe(first.rows.get('web1'));
  expect(next.release.apps[0]).toBe(first.release.apps[0]);
  expect(next.columns).toBe(first.columns);
  expect(next.rows.get('web2')).not.toBe(first.rows.get('web2'));
  expect(first.rows.get('web2')!.cells['prepare/carry']!.state).toBe('begun');
});

test('the release follows phases, a cancel and the end', () => {
  const running = applyEvents(openBoard(release([], { state: 'accepted' })), [
    event(1, 'phase', { phase: 'stage', batch: 0 }),
  ]);
  expect(running.release).toMatchObject({ state: 'running', phase: 'stage' });
  expect(running.phases).toMatchObject([{ phase: 'stage', batch: 0 }]);
  const end = [event(2, 'cancelled', { by: 'admin' }), event(5, 'settled', { outcome: 'cancelled' })];
  const over = applyEvents(running, end);
  expect(over.release).toMatchObject({
    state: 'settled',
    outcome: 'cancelled',
    cancelledBy: 'admin',
    settledAt: at(500),
  });
  expect(over.settledAt).toBe(Date.parse(at(500)));
});

test('targets follow steps and results', () => {
  const working = applyEvents(board, [event(1, 'step-begun', { phase: 'activate', step: 'probe' }, 'web1')]);
  expect(working.release.apps[0]).toMatchObject({ phase: 'activate', step: 'probe', vote: null });
  expect(working.release.apps[1]).toBe(board.release.apps[1]);
  const data = { phase: 'activate', vote: 'failed', standing: 'restored' };
  expect(applyEvents(working, [event(2, 'vote', data, 'web1')]).release.apps[0]).toMatchObject({
    vote: 'failed',
    standing: 'restored',
  });
});

test('what is of another release, or of an app that takes no part, changes no target', () => {
  expect(applyEvents(board, [{ ...event(1, 'settled', { outcome: 'done' }), release: 'other' }])).toBe(board);
  expect(applyEvents(board, [event(1, 'vote', { vote: 'done' }, 'web9')]).release.apps).toBe(board.release.apps);
});

test('a settled release is as the records have it, however its events are replayed', () => {
  const settled = release(['web1'], { state: 'settled', outcome: 'done' });
  const replayed = applyEvents(openBoard(settled), [event(1, 'phase', { phase: 'prepare' }), begun(2, 'carry')]);
  expect(replayed.release).toBe(settled);
  expect(replayed.rows.get('web1')!.cells['prepare/carry']).toMatchObject({ state: 'begun' });
});

test('a release that is read again keeps the events that came meanwhile', () => {
  const meanwhile = [
    event(4, 'waiting', { phase: 'prepare', for: 'the host' }, 'web1'),
    event(5, 'vote', { phase: 'prepare', vote: 'done', standing: null }, 'web1'),
  ];
  const once = updateRelease(board, release(['web1', 'web2']), meanwhile);
  expect(once.release.apps[0]).toMatchObject({ phase: 'prepare', vote: 'done', waiting: null });
  expect(updateRelease(once, once.release, meanwhile)).toEqual(once);
  const statement = { id: 'waits.answer', details: { host: 'web' } };
  const waits = event(6, 'waiting', { phase: 'prepare', for: 'web to answer', statement }, 'web2');
  expect(applyEvents(board, [waits]).release.apps[1]!.waiting).toMatchObject({ for: 'web to answer', statement });
});

test('the steps of the records make the same row', () => {
  const times = { begunAt: at(0), endedAt: at(900), durationMs: 900 };
  const step = {
    phase: 'prepare' as const,
    step: 'carry',
    state: 'done' as const,
    facts: { bytes_sent: '700' },
    trouble: null,
  };
  const row = rowOfSteps([{ ...step, ...times }]);
  expect(row.cells['prepare/carry']).toMatchObject({ state: 'done', bytes: 700, times: 1 });
  expect(row.bytes).toBe(700);
});
