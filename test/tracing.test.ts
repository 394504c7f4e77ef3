import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEstate, until, type Estate } from './support/estate.js';
import { startFakeCollector, type FakeCollector, type PostedSpan } from './support/fakeCollector.js';
import { fillUpdateDirectory } from './support/update.js';

let collector: FakeCollector;
let estate: Estate;
beforeAll(async () => {
  collector = await startFakeCollector();
  estate = await startEstate({
    apps: [{}, {}],
    config: { tracing: { endpoint: collector.endpoint, service: 'shop' } },
  });
});
afterAll(async () => {
  await estate?.stop();
  await collector?.close();
});

const error = 2;
const traceOf = (job: string): string => createHash('sha256').update(job).digest('hex').slice(0, 32);

/** Everything of a settled job, once all of it has come. */
async function spansOf(job: string): Promise<PostedSpan[]> {
  const mine = () => collector.spans.filter(({ traceId }) => traceId === traceOf(job));
  await until('the trace being there', 10, () => Promise.resolve(mine().some(({ name }) => /^(accept)/.test(name))));
  await until('its end being there', 10, () => Promise.resolve(mine().some(({ name }) => name === 'release')));
  return mine();
}

async function release(version: string, more: Record<string, string> = {}): Promise<string> {
  fillUpdateDirectory(estate, version, more);
  return String((await estate.rex({ action: 'release', k: 'server' })).at('job'));
}

test('a release is one trace, from its acceptance to each step on each host', async () => {
  const job = await release('2.0.0');
  const spans = await spansOf(job);
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  expect(byId.size).toBe(spans.length);
  const parent = ({ parentSpanId }: PostedSpan): PostedSpan | undefined => byId.get(parentSpanId ?? '');
  const named = (name: string) => spans.filter((span) => span.name === name);

  const [root] = named('accept release');
  expect(root).toMatchObject({ service: 'shop-gateway', parentSpanId: null, kind: 2, status: 0 });
  expect(root!.attributes).toMatchObject({ 'rexflow.request': job, 'rexflow.apps': 2, 'enduser.id': 'admin' });
  const [work] = named('release');
  expect(work).toMatchObject({ service: 'shop-worker', status: 0, attributes: { 'rexflow.outcome': 'done' } });
  expect(parent(work!)).toBe(root);
  for (const phase of ['stage', 'prepare', 'activate']) {
    const [span] = named(`phase ${phase}`);
    expect(parent(span!), phase).toBe(work);
    expect(span!.begun).toBeGreaterThanOrEqual(work!.begun);
    expect(span!.ended).toBeLessThanOrEqual(work!.ended + 1);
  }
  const steps = spans.filter((span) => 'rexflow.step' in span.attributes);
  for (const [index, { app }] of estate.hosts.entries()) {
    const own = steps.filter(({ attributes }) => attributes['server.address'] === app.host);
    expect(own.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['inspect', 'carry', 'seal', 'activate', 'probe']),
    );
    for (const step of own) {
      expect(step).toMatchObject({ kind: 3, status: 0, service: 'shop-worker' });
      expect(step.attributes).toMatchObject({
        'rexflow.request': job,
        'rexflow.app': `server${index + 1}`,
        'rexflow.outcome': 'done',
      });
      expect(parent(step)!.name).toBe(`phase ${step.attributes['rexflow.phase']}`);
      expect(step.ended).toBeGreaterThanOrEqual(step.begun);
    }
    const carry = own.find(({ name }) => name === 'carry')!;
    expect(carry.attributes['rexflow.sent_bytes']).toBeGreaterThan(0);
  }
});

test('what fails is an error with its code, on the host where it failed', async () => {
  const spans = await spansOf(await release('3.0.0', { server2: 'fail=exit' }));
  const bad = spans.filter(({ status }) => status === error);
  const failedStep = bad.find(({ attributes }) => attributes['rexflow.app'] === 'server2')!;
  expect(failedStep.attributes).toMatchObject({ 'rexflow.outcome': 'failed', 'rexflow.trouble': 'START_FAILED' });
  expect(bad.map(({ name }) => name)).toEqual(expect.arrayContaining(['release', 'phase activate', failedStep.name]));
  expect(bad.filter(({ attributes }) => attributes['rexflow.app'] === 'server1')).toEqual([]);
});

test('a collector that is away holds nothing up, and is told of in the log', async () => {
  await collector.close();
  const job = await release('4.0.0');
  expect(
    (await estate.call(`/v1/releases/${job}`, { headers: { authorization: `Bearer ${estate.token}` } })).at('outcome'),
  ).toBe('done');
  await until('the log telling of it', 15, () =>
    Promise.resolve(estate.logs('worker1').includes('traces are not taken')),
  );
});
