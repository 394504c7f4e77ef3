import { CodedError } from '#contract';
import type { Records } from '#records';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLeaseRenewer } from './leaseRenewer.js';

const lease = { requestId: 'job', appKey: 'one', holder: 'me', fence: 1 };
const life = 9;
const open = new AbortController().signal;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A lease renewer over records that answer a renewal as given, and work that lasts until it is ended or stopped. */
function kept(renew: () => Promise<boolean>, outer: AbortSignal = open) {
  const asked: number[] = [];
  const seen = { letGo: 0, stopped: null as unknown };
  const began = Date.now();
  const records = {
    renewLease: (_lease: unknown, seconds: number) => {
      expect(seconds).toBe(life);
      asked.push((Date.now() - began) / 1000);
      return renew();
    },
    releaseLease: () => Promise.resolve(void seen.letGo++),
  } as unknown as Records;
  const renewer = createLeaseRenewer(records, 'worker', life, pino({ level: 'silent' }));
  let end = (): void => undefined;
  const work = renewer.withLease(
    lease,
    outer,
    (signal) =>
      new Promise<string>((resolve, reject) => {
        end = () => resolve('done');
        signal.addEventListener('abort', () => {
          seen.stopped = signal.reason;
          reject(signal.reason as Error);
        });
      }),
  );
  work.catch(() => undefined);
  return { work, asked, seen, end: () => end() };
}

test('a lease is renewed three times in its life while the work goes on, and given back after it', async () => {
  const { work, asked, seen, end } = kept(() => Promise.resolve(true));
  await vi.advanceTimersByTimeAsync(life * 1000);
  expect(asked).toEqual([3, 6, 9]);
  expect(seen).toEqual({ letGo: 0, stopped: null });
  end();
  expect(await work).toBe('done');
  expect(seen.letGo).toBe(1);
  await vi.advanceTimersByTimeAsync(life * 1000);
  expect(asked).toHaveLength(3);
});

test("work whose lease is somebody else's is stopped at once", async () => {
  const { work, seen } = kept(() => Promise.resolve(false));
  await vi.advanceTimersByTimeAsync(3000);
  await expect(work).rejects.toMatchObject({ code: 'LEASE_LOST', details: { app: 'one' } });
  expect(seen.letGo).toBe(1);
});

test('a database that is away stops the work when the lease has run out, not before', async () => {
  let away = false;
  const { work, seen } = kept(() => (away ? Promise.reject(new CodedError('MYSQL_AWAY')) : Promise.resolve(true)));
  await vi.advanceTimersByTimeAsync(3000);
  away = true;
  // Renewed last after 3 s: it lives until 12.
  await vi.advanceTimersByTimeAsync(9000);
  expect(seen.stopped).toBeNull();
  await vi.advanceTimersByTimeAsync(3000);
  await expect(work).rejects.toMatchObject({ code: 'LEASE_LOST' });
});

test('a renewal that comes through again in time keeps the work going', async () => {
  let away = true;
  const { work, seen, end } = kept(() => (away ? Promise.reject(new CodedError('MYSQL_AWAY')) : Promise.resolve(true)));
  await vi.advanceTimersByTimeAsync(7000);
  away = false;
  await vi.advanceTimersByTimeAsync(3000);
  away = true;
  await vi.advanceTimersByTimeAsync(8000);
  expect(seen.stopped).toBeNull();
  end();
  expect(await work).toBe('done');
});

test('work that is told to stop from outside hears why, and its lease is given back', async () => {
  const outer = new AbortController();
  const { work, seen } = kept(() => Promise.resolve(true), outer.signal);
  outer.abort(new CodedError('SHUTTING_DOWN'));
  await expect(work).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
  expect(seen.letGo).toBe(1);
});
