import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CodedError } from '#contract';
import { startRedis } from '#provision';
import { Secret } from '#shell';
import { afterAll, expect, test } from 'vitest';
import { inspectRedis } from './connect.js';
import { queueOfEachTest, signal } from './queue.fixture.js';
import { createSubmitter } from './submitter.js';

const dir = mkdtempSync(join(tmpdir(), 'rexflow-queues-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const { installation, ends, redisUrl } = queueOfEachTest();

test('a submitted request is walked, fanned out to each app, and walked again when all have ended', async () => {
  const ended = signal<string[]>();
  const visits: string[] = [];
  const { submitter } = await installation({
    advanceRequest: (id) => {
      if (visits.length === 0) {
        const apps = ['a', 'b', 'c'].map((appKey, ordinal) => ({ appKey, ordinal }));
        return Promise.resolve({ then: 'fan-out', phase: 'prepare', apps, together: 1, changes: true });
      }
      ended.give([...visits, id]);
      return Promise.resolve({ then: 'end' });
    },
    runHostPhase: (job) => {
      visits.push(`${job.phase} ${job.appKey}`);
      return Promise.resolve();
    },
  });
  await submitter.submit('request-1', true);
  const seen = await ended.given;
  expect(seen.slice(0, 3).sort()).toEqual(['prepare a', 'prepare b', 'prepare c']);
  expect(seen[3]).toBe('request-1');
});

test('a visit that throws is tried again, and its siblings are not held up', async () => {
  let tries = 0;
  const ended = signal<number>();
  let rounds = 0;
  const { submitter } = await installation({
    advanceRequest: () => {
      if (rounds++ > 0) {
        ended.give(tries);
        return Promise.resolve({ then: 'end' });
      }
      return Promise.resolve({
        then: 'fan-out',
        phase: 'prepare',
        apps: [{ appKey: 'a', ordinal: 1 }],
        together: 1,
        changes: true,
      });
    },
    runHostPhase: () => {
      tries++;
      return tries < 3
        ? Promise.reject(new CodedError('UNREACHABLE', { host: 'a', reason: 'refused' }))
        : Promise.resolve();
    },
  });
  await submitter.submit('request-1', true);
  expect(await ended.given).toBe(3);
});

test('the same phase can be fanned out again for an app without a vote', async () => {
  const ended = signal<number>();
  let walks = 0;
  let visits = 0;
  const { submitter } = await installation({
    advanceRequest: () => {
      walks++;
      if (walks <= 2)
        return Promise.resolve({
          then: 'fan-out',
          phase: 'prepare',
          apps: [{ appKey: 'a', ordinal: 1 }],
          together: 1,
          changes: true,
        });
      ended.give(visits);
      return Promise.resolve({ then: 'end' });
    },
    runHostPhase: () => {
      visits++;
      return Promise.resolve();
    },
  });
  await submitter.submit('request-1', true);
  expect(await ended.given).toBe(2);
});

test('a cancel reaches the work of that request on every worker, and of no other', async () => {
  const reasons = signal<unknown>();
  const begun = signal<boolean>();
  const other = signal<boolean>();
  let otherAborted = false;
  const { submitter } = await installation(
    {
      advanceRequest: (id, { cancelled, ending }) =>
        new Promise((resolve) => {
          cancelled.addEventListener('abort', () => {
            if (id === 'other') otherAborted = true;
            else reasons.give(cancelled.reason);
            resolve({ then: 'end' });
          });
          ending.addEventListener('abort', () => {
            resolve({ then: 'end' });
          });
          (id === 'other' ? other : begun).give(true);
        }),
    },
    2,
  );
  await submitter.submit('other', true);
  await submitter.submit('mine', true);
  await Promise.all([begun.given, other.given]);
  await submitter.cancel('mine');
  expect(await reasons.given).toMatchObject({ code: 'CANCELLED' });
  expect(otherAborted).toBe(false);
});

test('who waits for a request is woken by its news and no other, or by the time', async () => {
  const { submitter, workers } = await installation({});
  const started = performance.now();
  await submitter.moved('silent', 50);
  expect(performance.now() - started).toBeGreaterThanOrEqual(45);
  let woken = false;
  const waiting = submitter.moved('mine', 20_000).then(() => (woken = true));
  const announcing = setInterval(() => {
    workers[0]!.announce('mine');
  }, 10);
  await waiting;
  clearInterval(announcing);
  expect(woken).toBe(true);
});

test('living workers are counted, and a closed one is not', async () => {
  const { submitter, workers } = await installation({}, 2);
  await expect.poll(async () => (await submitter.workers()).length).toBe(2);
  await workers[0]!.close(0);
  await expect.poll(async () => (await submitter.workers()).length).toBe(1);
});

test('a request whose job is gone is put back; one whose job is there is not doubled', async () => {
  const walked: string[] = [];
  const twice = signal<boolean>();
  const { submitter, workers } = await installation({
    advanceRequest: (id) => {
      walked.push(id);
      if (walked.length === 2) twice.give(true);
      return Promise.resolve({ then: 'end' });
    },
  });
  await submitter.submit('request-1', true);
  await expect.poll(() => walked.length).toBe(1);
  await workers[0]!.resubmit('request-1', true);
  await twice.given;
  expect(walked).toEqual(['request-1', 'request-1']);
});

test('a Redis that evicts is refused, one without append-only file is warned about', async () => {
  const evicting = await startRedis({ dir: join(dir, 'evicting') });
  const its = new Secret(evicting.url);
  try {
    const { Redis: Client } = await import('ioredis');
    const client = new Client(its.reveal());
    await client.config('SET', 'maxmemory-policy', 'allkeys-lru');
    await client.config('SET', 'appendonly', 'no');
    await expect(inspectRedis(its)).rejects.toMatchObject({ code: 'QUEUE_UNSAFE', details: { policy: 'allkeys-lru' } });
    await client.config('SET', 'maxmemory-policy', 'noeviction');
    expect((await inspectRedis(its)).join()).toContain('appendonly');
    client.disconnect();
  } finally {
    await evicting.stop();
  }
  expect(await inspectRedis(new Secret(redisUrl()))).toEqual([]);
});

test('a Redis that is away is said to be away', async () => {
  const gone = await startRedis({ dir: join(dir, 'gone') });
  await gone.stop();
  const submitter = await createSubmitter({ url: new Secret(gone.url), environment: 'gone' });
  ends.push(() => submitter.close());
  await expect(submitter.submit('request-1', true)).rejects.toMatchObject({ code: 'QUEUE_AWAY' });
  await expect(submitter.ping()).rejects.toMatchObject({ code: 'QUEUE_AWAY' });
});
