import { expect, test } from 'vitest';
import type { ReleaseHead } from '#api';
import { release } from '../live/release.fixture.js';
import { bars, beginning, dots, figures } from './plot.js';

const start = Date.UTC(2026, 0, 31);
const hour = 3_600_000;
const head = (at: number, tookMs: number | null, outcome: ReleaseHead['outcome'] = 'done'): ReleaseHead => ({
  ...release([]),
  id: String(at),
  apps: [],
  state: tookMs === null ? 'running' : 'settled',
  outcome: tookMs === null ? null : outcome,
  acceptedAt: new Date(start + at).toISOString(),
  settledAt: tookMs === null ? null : new Date(start + at + tookMs).toISOString(),
});

test('dots lie at their time, the longer the higher; what is under way has none', () => {
  const heads = [head(0, 1000), head(hour / 2, 60_000), head(hour, null)];
  const { dots: found, ticks } = dots(heads, start, start + hour, { width: 100, height: 50 });
  expect(found.map(({ x }) => x)).toEqual([0, 50]);
  expect(found[1]!.y).toBeLessThan(found[0]!.y);
  expect(found.every(({ y }) => y >= 0 && y <= 50)).toBe(true);
  expect(ticks.map(({ value }) => value)).toEqual([100, 1000, 10_000, 60_000]);
});

test('bars count how each stretch ended, the last moment included', () => {
  const heads = [head(0, 10), head(1, 10, 'failed'), head(hour, 10, 'partial'), head(hour, 10, 'cancelled')];
  const found = bars(heads, start, start + hour, 2, 100);
  expect(found).toMatchObject([
    { x: 0, good: 1, bad: 1, other: 0 },
    { x: 50, good: 0, bad: 1, other: 1 },
  ]);
});

test('figures of what is settled; durations of what was done', () => {
  const heads = [head(0, 1000), head(1, 3000), head(2, 99_000, 'failed'), head(3, null)];
  expect(figures(heads)).toEqual({ count: 3, failed: 1, median: 1000, longest: 3000 });
  expect(figures([])).toEqual({ count: 0, failed: 0, median: null, longest: null });
});

test('the time shown begins shortly before the first of it', () => {
  const to = start + 100 * hour;
  expect(beginning([head(50 * hour, 1)], start, to)).toBe(start + 48 * hour);
  expect(beginning([], start, to)).toBe(to - 60_000);
  expect(beginning([head(0, 1)], start, to)).toBe(start);
});
