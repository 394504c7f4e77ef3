import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestGateway, type TestGateway } from '../testGateway.fixture.js';
import { ask } from './asking.fixture.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
beforeEach(() => {
  gateway.play = () => Promise.resolve(null);
});
afterAll(() => gateway?.end());

interface Event {
  id: number;
  release: string;
  app: string | null;
  kind: string;
  data: Record<string, unknown>;
}

/** The events of a stream as a browser would receive them, until it ends or `stop` is called. */
async function* stream(
  path: string,
  headers: Record<string, string> = {},
  signal?: AbortSignal,
): AsyncGenerator<Event> {
  const response = await fetch(`${gateway.url}${path}`, {
    headers: { authorization: `Bearer ${gateway.token}`, accept: 'text/event-stream', ...headers },
    ...(signal ? { signal } : {}),
  });
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  let rest = '';
  for await (const text of response.body!.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop()!;
    for (const block of blocks) {
      const [, id] = /^id: (\d+)$/m.exec(block) ?? [];
      const [, kind] = /^event: (\S+)$/m.exec(block) ?? [];
      const [, data] = /^data: (.*)$/m.exec(block) ?? [];
      if (id === undefined) continue;
      const event = JSON.parse(data!) as Event;
      expect([event.id, event.kind]).toEqual([Number(id), kind]);
      yield event;
    }
  }
}

const asked = { apps: 'server1', source: { type: 'updateDirectory' } };
async function released(body: Record<string, unknown> = asked): Promise<string> {
  return String((await ask(gateway, 'POST', '/v1/releases', { body })).body.id);
}
const lease = (requestId: string) => ({ requestId, holder: 'test', fence: 0 });

async function json(path: string, headers: Record<string, string> = {}): Promise<{ items: Event[]; next: number }> {
  return (await ask(gateway, 'GET', path, { headers })).body as never;
}

test('a release is told from acceptance to settlement, and again from any point', async () => {
  const id = await released();
  const heard: Event[] = [];
  const first = stream(`/v1/releases/${id}/events`);
  heard.push((await first.next()).value as Event);
  expect(heard[0]).toMatchObject({ kind: 'accepted', release: id, data: { caller: 'admin', apps: ['server1'] } });

  await gateway.records.enterPhase(lease(id), 'prepare', 0);
  const part = { requestId: id, appKey: 'server1', phase: 'prepare', lease: null } as const;
  const { number } = await gateway.records.beginStep(part, 'carry');
  await gateway.records.wait(part, 'its turn');
  const facts = { bytes_sent: '42' };
  await gateway.records.endStep(part, number, { step: 'carry', state: 'done', facts, trouble: null, deploy: null });
  await gateway.records.storeHostResult(part, { vote: 'done', standing: null, trouble: null });
  gateway.announce(id);
  await gateway.settle(id);
  gateway.announce(id);
  for await (const event of first) heard.push(event);
  expect(heard.map(({ kind, app }) => [kind, app])).toEqual([
    ['accepted', null],
    ['phase', null],
    ['step-begun', 'server1'],
    ['waiting', 'server1'],
    ['step-ended', 'server1'],
    ['vote', 'server1'],
    ['settled', null],
  ]);
  expect(heard[4]!.data).toMatchObject({ phase: 'prepare', step: 'carry', state: 'done', bytes: 42, trouble: null });
  expect(heard[6]!.data).toMatchObject({ outcome: 'done' });

  const middle = heard[3]!.id;
  const rest: Event[] = [];
  for await (const event of stream(`/v1/releases/${id}/events`, { 'last-event-id': String(middle) })) rest.push(event);
  expect(rest).toEqual(heard.slice(4));
  // An EventSource opened with ?after goes on where it was when it connects again, not from the beginning.
  const resumed = stream(`/v1/releases/${id}/events?after=0`, { 'last-event-id': String(middle) });
  expect((await resumed.next()).value).toEqual(rest[0]);
  await resumed.return(undefined);
  const later = await json(`/v1/releases/${id}/events?after=${middle}`, { 'last-event-id': '1' });
  expect(later.items).toEqual(rest);
  expect(await json(`/v1/releases/${id}/events?after=${middle}`)).toEqual({ items: rest, next: heard[6]!.id });

  const over = await fetch(`${gateway.url}/v1/releases/${id}/events?after=${heard[6]!.id}`, {
    headers: { authorization: `Bearer ${gateway.token}`, accept: 'text/event-stream' },
  });
  expect(over.status).toBe(204);
  const part1 = (await ask(gateway, 'GET', `/v1/releases/${id}/apps/server1`)).body;
  expect(part1).toMatchObject({ bytes: 42, steps: [{ step: 'carry', state: 'done', facts }] });
});

test('what is queued, let in and cancelled is told, too', async () => {
  const holder = await released();
  const waits = await released({ ...asked, queue: 'wait' });
  const leaves = await released({ ...asked, queue: 'wait' });
  await ask(gateway, 'POST', `/v1/releases/${leaves}/cancel`);
  await ask(gateway, 'POST', `/v1/releases/${holder}/cancel`);
  await gateway.settle(holder, { outcome: 'cancelled' });
  const kinds = async (id: string): Promise<string[]> =>
    (await json(`/v1/releases/${id}/events?after=0`)).items.map(({ kind }) => kind);
  expect(await kinds(waits)).toEqual(['queued', 'granted']);
  expect(await kinds(leaves)).toEqual(['queued', 'cancelled', 'settled']);
  expect(await kinds(holder)).toEqual(['accepted', 'cancelled', 'settled']);
  await gateway.settle(waits);
});

test('all releases are one stream, and a held answer comes with the next event', async () => {
  const gone = new AbortController();
  const all = stream('/v1/events', {}, gone.signal);
  const next = all.next();
  const { next: seen } = await json('/v1/events');
  const held = json(`/v1/events?after=${seen}&wait=20`);
  const since = Date.now();
  const id = await released({ ...asked, apps: 'flow1' });
  expect((await held).items[0]).toMatchObject({ release: id, kind: 'accepted' });
  expect(Date.now() - since).toBeLessThan(10_000);
  expect((await next).value).toMatchObject({ release: id, kind: 'accepted' });
  gone.abort();
  await gateway.settle(id);
});

test('an event whose transaction ends late is not passed over', async () => {
  const id = await released({ ...asked, apps: 'server2' });
  const events = stream(`/v1/releases/${id}/events`);
  const first = (await events.next()).value as Event;
  const tell = "INSERT INTO rexflow_events (request_id, kind, at, data) VALUES (?, 'phase', UTC_TIMESTAMP(3), ?)";
  let later: Promise<unknown> = Promise.resolve();
  await gateway.db.transaction('tell', async (sql) => {
    await sql.execute(tell, [id, '{"order":1}']);
    await gateway.db.execute(tell, [id, '{"order":2}']);
    gateway.announce(id);
    // The second is there, but may not be read while the first may still come.
    later = json(`/v1/releases/${id}/events?after=${first.id}`).then(({ items }) => {
      expect(items).toEqual([]);
    });
    await later;
  });
  gateway.announce(id);
  expect(((await events.next()).value as Event).data).toEqual({ order: 1 });
  expect(((await events.next()).value as Event).data).toEqual({ order: 2 });
  await gateway.settle(id);
  gateway.announce(id);
  expect(((await events.next()).value as Event).kind).toBe('settled');
});

test('a number that never comes holds nobody for long', async () => {
  const id = await released({ ...asked, apps: 'server2' });
  const { next } = await json(`/v1/releases/${id}/events?after=0`);
  const given = gateway.db.transaction('tell', async (sql) => {
    await sql.execute(
      "INSERT INTO rexflow_events (request_id, kind, at, data) VALUES (?, 'phase', UTC_TIMESTAMP(3), '{}')",
      [id],
    );
    throw new Error('given up');
  });
  await expect(given).rejects.toThrow('given up');
  await gateway.settle(id);
  const ends: string[] = [];
  for await (const { kind } of stream(`/v1/releases/${id}/events?after=${next}`)) ends.push(kind);
  expect(ends).toEqual(['settled']);
  const { items } = await json(`/v1/releases/${id}/events?after=${next}&wait=20`);
  expect(items.map(({ kind }) => kind)).toEqual(['settled']);
});

test('many who follow read no more of the records than one', async () => {
  const cost = async (followers: number): Promise<number> => {
    const ending = new AbortController();
    const streams = Array.from({ length: followers }, () => stream('/v1/events', {}, ending.signal));
    const firsts = streams.map((one) => one.next());
    await expect.poll(() => gateway.watching(), { timeout: 10_000 }).toBe(followers);
    const before = gateway.queries.length;
    const id = await released({ apps: 'flow1', source: asked.source });
    for (const heard of await Promise.all(firsts)) expect(heard.value).toMatchObject({ kind: 'accepted', release: id });
    const queries = gateway.queries.slice(before).filter((sql) => sql.includes('rexflow_events'));
    await gateway.settle(id);
    ending.abort();
    await Promise.allSettled(streams.map((one) => one.next()));
    await expect.poll(() => gateway.watching(), { timeout: 10_000 }).toBe(0);
    return queries.length;
  };
  // A read may find that a number is missing yet, and is repeated, once for all.
  expect(await cost(1)).toBeLessThan(10);
  expect(await cost(40)).toBeLessThan(10);
});

test('watchers that go away leave nothing behind, and an installation that closes lets them go', async () => {
  const gone = new AbortController();
  const watchers = Array.from({ length: 20 }, () =>
    stream('/v1/events', {}, gone.signal)
      .next()
      .catch(() => undefined),
  );
  const answered = (): number => gateway.log.filter((line) => line.includes('"url":"/v1/events"')).length;
  const before = answered();
  await expect.poll(() => gateway.watching(), { timeout: 5000 }).toBe(20);
  gone.abort();
  await Promise.all(watchers);
  await expect.poll(() => gateway.watching(), { timeout: 5000 }).toBe(0);
  await expect.poll(() => answered() - before, { timeout: 5000 }).toBe(20);

  const last = stream('/v1/events').next();
  await expect.poll(() => gateway.watching(), { timeout: 5000 }).toBe(1);
  gateway.closing.abort();
  expect((await last).done).toBe(true);
  expect(gateway.watching()).toBe(0);
});
