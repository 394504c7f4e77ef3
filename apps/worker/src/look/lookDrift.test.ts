import { expect, test } from 'vitest';
import type { KnownApp } from '#records';
import { driftDue } from './lookDrift.js';

const day = 86_400;
const at = (seconds: number): Date => new Date(Date.UTC(2026, 0, 1) + seconds * 1000);
const known = (app: string, more: Partial<KnownApp> = {}): KnownApp => ({
  ...{ app, held: false, failing: null, stopped: false, knownAt: at(0), driftTriedAt: null },
  ...more,
});

test('the app whose comparison is overdue longest comes first; with 0 none does', () => {
  const apps = [
    known('a', { driftTriedAt: at(50) }),
    known('b', { driftTriedAt: at(10) }),
    known('c', { driftTriedAt: at(30) }),
  ];
  expect(driftDue(apps, at(day + 60), day)).toBe('b');
  expect(driftDue(apps, at(day), day)).toBeNull();
  expect(driftDue(apps, at(10 * day), 0)).toBeNull();
  expect(driftDue([], at(10 * day), day)).toBeNull();
});

test('the first comparisons of many apps are spread over the whole time between two', () => {
  const apps = Array.from({ length: 1000 }, (_, index) => known(`app${index}`));
  const dueBy = (part: number): number => apps.filter((one) => driftDue([one], at(day * part), day) !== null).length;
  for (const part of [0.25, 0.5, 0.75]) expect(Math.abs(dueBy(part) - 1000 * part)).toBeLessThan(80);
  expect(dueBy(1)).toBe(1000);
});
