import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createGatewayMetrics } from './metrics.js';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Each has a store of its own. */
const seen = (id: string) => ({ store: { id, at: null, path: '/data/store', device: '1', view: null, problem: null } });
const never = <T>(): Promise<T> => new Promise(() => undefined);

test('figures come without those of a MySQL that hangs, and say so', async () => {
  const metrics = createGatewayMetrics({
    records: { hold: never },
    backups: { last: never },
    views: { backlog: never, leases: never, tableSizes: never, lookFigures: never },
    lookSeconds: 60,
    submitter: {
      workers: () =>
        Promise.resolve(
          ['a', 'b'].map((id) => ({
            id,
            directories: seen(id),
            clockAheadMs: -20_000,
            build: null,
            seclusion: null,
            hooks: [],
          })),
        ),
    },
    eventCursor: { watching: () => 0, reads: () => ({ memory: 0, records: 0 }) },
  });
  const pending = metrics.text();
  await vi.advanceTimersByTimeAsync(3000);
  const text = await pending;
  expect(text).toMatch(/^rexflow_store_up\{store="mysql"\} 0$/m);
  expect(text).toMatch(/^rexflow_store_up\{store="redis"\} 1$/m);
  expect(text).toMatch(/^rexflow_workers_alive 2$/m);
  expect(text).toMatch(/^rexflow_workers_clock_deviation_seconds 20$/m);
  expect(text).toMatch(/^rexflow_directories_differing 1$/m);
  expect(text).not.toMatch(/^rexflow_(leases_held|releases_open\S*) \d/m);
  expect(vi.getTimerCount()).toBe(0);
});
