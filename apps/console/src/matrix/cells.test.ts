import { expect, test } from 'vitest';
import type { EventView } from '#contract';
import { cellsOf, emptyGrid, foldEvents, sentIn } from './cells.js';

const at = (ms: number): string => new Date(Date.UTC(2026, 0, 31) + ms).toISOString();
const told = (
  id: number,
  kind: EventView['kind'],
  data: EventView['data'],
  app: string | null = 'web1',
): EventView => ({
  id,
  at: at(id * 100),
  release: 'r',
  app,
  kind,
  data,
});
const begun = (id: number, step: string, app = 'web1') => told(id, 'step-begun', { phase: 'prepare', step }, app);
const ended = (id: number, step: string, more: EventView['data'] = {}, app = 'web1') =>
  told(id, 'step-ended', { phase: 'prepare', step, state: 'done', trouble: null, ...more }, app);

test('a step is begun, then done with its duration and its bytes', () => {
  const half = foldEvents(emptyGrid, [begun(1, 'carry')]);
  expect(half.lines.get('web1')!['prepare/carry']).toMatchObject({ state: 'begun', endedAt: null, times: 1 });
  const whole = foldEvents(half, [ended(3, 'carry', { bytes: 700 })]);
  const cell = whole.lines.get('web1')!['prepare/carry']!;
  expect(cell).toMatchObject({ state: 'done', bytes: 700, times: 1 });
  expect(cell.endedAt! - cell.begunAt).toBe(200);
  expect(sentIn(whole.lines.values())).toBe(700);
});

test('a step that is taken again counts, and its bytes add up', () => {
  const twice = [
    begun(1, 'carry'),
    ended(2, 'carry', { bytes: 5 }),
    begun(3, 'carry'),
    ended(4, 'carry', { bytes: 7 }),
  ];
  expect(foldEvents(emptyGrid, twice).lines.get('web1')!['prepare/carry']).toMatchObject({ times: 2, bytes: 12 });
});

test('a failure keeps its trouble', () => {
  const trouble = { code: 'DISK_FULL', message: 'no space' };
  const grid = foldEvents(emptyGrid, [begun(1, 'carry'), ended(2, 'carry', { state: 'failed', trouble })]);
  expect(grid.lines.get('web1')!['prepare/carry']).toMatchObject({ state: 'failed', trouble });
});

test('events that were told already change nothing, and lines that did not change stay the same object', () => {
  const first = foldEvents(emptyGrid, [begun(1, 'carry', 'web1'), begun(2, 'carry', 'web2')]);
  expect(foldEvents(first, [begun(1, 'carry', 'web1'), begun(2, 'carry', 'web2')])).toBe(first);
  const next = foldEvents(first, [ended(3, 'carry', {}, 'web2')]);
  expect(next.lines.get('web1')).toBe(first.lines.get('web1'));
  expect(next.lines.get('web2')).not.toBe(first.lines.get('web2'));
  expect(first.lines.get('web2')!['prepare/carry']!.state).toBe('begun');
});

test('phases and the end of the whole release', () => {
  const grid = foldEvents(emptyGrid, [
    told(1, 'phase', { phase: 'stage', batch: 0 }, null),
    told(5, 'settled', { outcome: 'done' }, null),
  ]);
  expect(grid.phases).toMatchObject([{ phase: 'stage', batch: 0 }]);
  expect(grid.settledAt).toBe(Date.parse(at(500)));
});

test('the steps of the records make the same line', () => {
  const line = cellsOf([
    {
      phase: 'prepare',
      step: 'carry',
      state: 'done',
      begunAt: at(0),
      endedAt: at(900),
      durationMs: 900,
      facts: { bytes_sent: '700' },
      trouble: null,
    },
  ]);
  expect(line['prepare/carry']).toMatchObject({ state: 'done', bytes: 700, times: 1 });
});
