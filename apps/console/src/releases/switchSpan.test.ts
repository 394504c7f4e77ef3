import { expect, test } from 'vitest';
import { switchSpan } from './switchSpan.js';

const at = (second: number): string => new Date(Date.UTC(2026, 0, 1, 12, 0, second)).toISOString();

test('batches of one host each are as far apart as their switches, not as the hosts within each', () => {
  const batch = (index: number, second: number) => ({
    batch: index,
    hosts: 1,
    first: at(second),
    last: at(second),
    spreadMs: 0,
  });
  expect(switchSpan([batch(0, 1), batch(1, 11)])).toEqual({ hosts: 2, batches: 2, ms: 10_000 });
});

test('one batch is as far apart as its hosts', () => {
  const batch = { batch: 0, hosts: 4, first: at(1), last: at(3), spreadMs: 2_000 };
  expect(switchSpan([batch])).toEqual({ hosts: 4, batches: 1, ms: 2_000 });
});
