import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestGateway, rex, type TestGateway } from '../testGateway.fixture.js';
import { ask } from './asking.fixture.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
beforeEach(() => {
  gateway.play = () => Promise.resolve({});
});
afterAll(() => gateway?.end());

const source = { type: 'updateDirectory' };
const nowhere = '00000000-0000-0000-0000-000000000000';

/** A request that the played worker finishes at once. */
async function ended(path: string, body: unknown): Promise<string> {
  const taken = await ask(gateway, 'POST', path, { body });
  expect(taken.status).toBe(202);
  const id = String(taken.body.id);
  await ask(gateway, 'GET', `/v1/releases/${id}/events?after=0&wait=1`);
  await expect
    .poll(async () => (await ask(gateway, 'GET', `/v1/releases/${id}`)).body.state, { timeout: 10_000 })
    .toBe('settled');
  return id;
}

const settled = (apps: string): Promise<string> => ended('/v1/releases', { apps, source });

test('apps, groups and hosts of the catalogue', async () => {
  const keys = async (query = ''): Promise<unknown> =>
    ((await ask(gateway, 'GET', `/v1/apps${query}`)).body.items as { key: string }[]).map(({ key }) => key);
  expect(await keys()).toEqual(['server1', 'server2', 'flow1', 'hand1']);
  expect(await keys('?group=server')).toEqual(['server1', 'server2']);
  expect(await keys('?q=FLOW')).toEqual(['flow1']);
  const groups = (await ask(gateway, 'GET', '/v1/groups')).body.items as { name: string; apps: string[] }[];
  expect(groups.map(({ name, apps }) => [name, apps])).toEqual([
    ['flow', ['flow1']],
    ['hand', ['hand1']],
    ['server', ['server1', 'server2']],
  ]);
  await gateway.db.execute(
    `INSERT INTO rexflow_host_keys (address, port, key_type, public_key, first_seen)
     VALUES ('127.0.0.11', 22, 'ssh-ed25519', 'AAAA', UTC_TIMESTAMP())`,
  );
  const [host] = (await ask(gateway, 'GET', '/v1/hosts')).body.items as Record<string, unknown>[];
  expect(host).toMatchObject({ address: '127.0.0.11', apps: ['server1', 'server2', 'flow1', 'hand1'] });
  expect(host!.hostKeys).toMatchObject([{ type: 'ssh-ed25519', fingerprint: expect.stringMatching(/^SHA256:/) }]);
  expect((await ask(gateway, 'GET', '/v1/apps/nobody')).body.code).toBe('APP_UNKNOWN');
});

test('a release: taken, seen while it runs with its lease, and when it is settled', async () => {
  gateway.play = () => Promise.resolve(null);
  const body = { apps: ['server1', 'server2'], source: { type: 'environment', name: 'uat' }, batch: 1, policy: 'undo' };
  const taken = await ask(gateway, 'POST', '/v1/releases', { body });
  expect(taken.status).toBe(202);
  const id = String(taken.body.id);
  expect(taken.headers.get('location')).toBe(`/v1/releases/${id}`);
  expect(taken.body).toMatchObject({
    action: 'release',
    parameters: { k: 'server1 server2', senv: 'uat', batch: '1', policy: 'undo' },
    rollout: { policy: 'undo', batchSize: 1 },
    apps: [
      { app: 'server1', batch: 0 },
      { app: 'server2', batch: 1 },
    ],
  });
  const leases = (await ask(gateway, 'GET', '/v1/leases')).body.items as { app: string; release: string }[];
  expect(leases.map(({ app, release }) => [app, release])).toEqual([
    ['server1', id],
    ['server2', id],
  ]);
  const app = (await ask(gateway, 'GET', '/v1/apps/server1')).body;
  expect(app.lease).toMatchObject({ release: id, action: 'release', caller: 'admin' });
  const busy = await ask(gateway, 'POST', '/v1/releases', { body: { apps: 'server1', source } });
  expect([busy.status, busy.body.code, busy.body.job, busy.body.app]).toEqual([409, 'APP_BUSY', id, 'server1']);
  expect(busy.body.detail).toMatch(/^apps: server1 is being changed by admin/);
  expect(busy.headers.get('content-type')).toMatch(/^application\/problem\+json/);

  const line = await ask(gateway, 'POST', '/v1/releases', { body: { apps: 'server1', source, queue: 'wait' } });
  expect(line.body).toMatchObject({ state: 'queued', waiting: { position: 1 } });
  const left = await ask(gateway, 'POST', `/v1/releases/${String(line.body.id)}/cancel`);
  expect([left.status, left.body.state, left.body.outcome]).toEqual([200, 'settled', 'cancelled']);

  expect((await ask(gateway, 'POST', `/v1/releases/${id}/retry`)).body.code).toBe('JOB_UNSETTLED');
  const cancelled = await ask(gateway, 'POST', `/v1/releases/${id}/cancel`);
  expect([cancelled.status, cancelled.body.cancelledBy]).toEqual([202, 'admin']);
  await gateway.settle(id, { outcome: 'cancelled' });
  const end = await ask(gateway, 'GET', `/v1/releases/${id}`);
  expect(end.body).toMatchObject({ state: 'settled', outcome: 'cancelled', apps: [{ outcome: 'done' }, {}] });
  expect((await ask(gateway, 'POST', `/v1/releases/${id}/cancel`)).body.code).toBe('JOB_SETTLED');
  const part = await ask(gateway, 'GET', `/v1/releases/${id}/apps/server2`);
  expect(part.body).toMatchObject({ app: 'server2', group: 'server', batch: 1, steps: [] });
  expect((await ask(gateway, 'GET', `/v1/releases/${id}/apps/flow1`)).body.code).toBe('APP_UNKNOWN');
});

test('one Idempotency-Key is one release', async () => {
  const headers = { 'idempotency-key': 'once' };
  const first = await ask(gateway, 'POST', '/v1/releases', { body: { apps: 'flow', source }, headers });
  const again = await ask(gateway, 'POST', '/v1/releases', { body: { apps: 'flow', source }, headers });
  expect(again.body.id).toBe(first.body.id);
  const other = await ask(gateway, 'POST', '/v1/rollbacks', { body: { apps: 'flow' }, headers });
  expect([other.status, other.body.code]).toEqual([409, 'IDEMPOTENCY_MISMATCH']);
});

test('other actions: one for the workers, one that is answered at once', async () => {
  const check = await ask(gateway, 'POST', '/v1/actions', { body: { action: 'check', parameters: { k: 'server' } } });
  expect([check.status, check.body.action]).toEqual([202, 'check']);
  const list = await ask(gateway, 'POST', '/v1/actions', { body: { action: 'list' } });
  expect([list.status, list.body.action]).toEqual([200, 'list']);
});

test.each([
  ['POST', '/v1/releases', { apps: 'nobody', source }, 404, 'APP_UNKNOWN', /^apps: no app_key/],
  ['POST', '/v1/releases', { apps: 'hand', source }, 400, 'NOT_AUTOMATED', /^apps: /],
  [
    'POST',
    '/v1/releases',
    { apps: 'server', source: { type: 'environment', name: 'x' } },
    400,
    'SOURCE_UNKNOWN',
    /^source.name: /,
  ],
  [
    'POST',
    '/v1/releases',
    { apps: 'server', source: { type: 'environment', name: 'dev' } },
    400,
    'SOURCE_NOT_ALLOWED',
    /^source.name: /,
  ],
  [
    'POST',
    '/v1/releases',
    { apps: 'server', source: { type: 'url', url: 'ftp://x', full: 1 } },
    400,
    'PARAMETER_INVALID',
    /^source.url: /,
  ],
  [
    'POST',
    '/v1/releases',
    { apps: 'server', source: { ...source, name: 'x' } },
    400,
    'PARAMETER_UNKNOWN',
    /^source.name: /,
  ],
  ['POST', '/v1/rollbacks', { apps: 'server', to: 'x' }, 404, 'RELEASE_UNKNOWN', /^to: /],
  ['POST', '/v1/releases', [1], 400, 'BODY_MALFORMED', /JSON object/],
  ['POST', '/v1/releases', undefined, 400, 'BODY_MALFORMED', /JSON object/],
  ['GET', `/v1/releases/${nowhere}`, undefined, 404, 'JOB_UNKNOWN', /no job/],
  ['GET', `/v1/releases/${nowhere}/events`, undefined, 404, 'JOB_UNKNOWN', /no job/],
  ['GET', '/v1/releases?limit=0', undefined, 400, 'PARAMETER_INVALID', /^limit: /],
  ['GET', '/v1/releases?cursor=x', undefined, 400, 'PARAMETER_INVALID', /^cursor: /],
  ['GET', '/v1/audit?cursor=x', undefined, 400, 'PARAMETER_INVALID', /^cursor: /],
  ['GET', '/v1/apps?sort=name', undefined, 400, 'PARAMETER_UNKNOWN', /^sort: /],
] as const)('%s %s %j is refused with %i %s', async (method, path, body, status, code, detail) => {
  const heard = await ask(gateway, method, path, { body });
  expect(heard.body).toMatchObject({ status, code, instance: path.split('?')[0], type: `/docs#${code}` });
  expect(heard.status).toBe(status);
  expect(heard.body.detail).toMatch(detail);
});

test('broken JSON, a form and an unknown path are problems, too', async () => {
  const send = async (path: string, type: string, body: string): Promise<unknown[]> => {
    const response = await fetch(`${gateway.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': type, authorization: `Bearer ${gateway.token}` },
      body,
    });
    const problem = (await response.json()) as { code: string };
    return [response.status, response.headers.get('content-type')?.split(';')[0], problem.code];
  };
  const problem = 'application/problem+json';
  expect(await send('/v1/releases', 'application/json', '{')).toEqual([400, problem, 'BODY_MALFORMED']);
  expect(await send('/v1/releases', 'application/x-www-form-urlencoded', 'apps=x')).toEqual([
    400,
    problem,
    'BODY_MALFORMED',
  ]);
  expect(await send('/v1/nothing', 'application/json', '{}')).toEqual([404, problem, 'ROUTE_UNKNOWN']);
});

test('releases are listed by filter and page', async () => {
  const ids = [await settled('server1'), await settled('flow'), await settled('server')];
  const listed = async (query: string): Promise<{ items: { id: string; apps: string[] }[]; next: string | null }> =>
    (await ask(gateway, 'GET', `/v1/releases?${query}`)).body as never;
  const seen: string[] = [];
  let cursor: string | null = '';
  for (let pages = 0; cursor !== null; pages++) {
    const page = await listed(`limit=2${cursor && `&cursor=${cursor}`}`);
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.next;
    expect(pages).toBeLessThan(30);
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.slice(0, 3)).toEqual(ids.toReversed());
  expect(seen.length).toBe((await gateway.db.query('SELECT id FROM rexflow_requests')).length);

  const flow = await listed('app=flow1&outcome=done&action=release');
  expect(flow.items[0]).toMatchObject({ id: ids[1], apps: ['flow1'] });
  expect(flow.items.every(({ apps }) => apps.includes('flow1'))).toBe(true);
  expect((await listed('state=running')).items).toEqual([]);
  expect((await listed('caller=nobody')).items).toEqual([]);
  expect((await listed(`since=${new Date(Date.now() + 60_000).toISOString()}`)).items).toEqual([]);
  expect((await listed(`until=2020-01-01T00:00:00.000Z`)).items).toEqual([]);
});

test('what is live comes from the newest release that ended well', async () => {
  const id = await settled('server1');
  const app = (await ask(gateway, 'GET', '/v1/apps/server1')).body;
  expect(app.lease).toBeNull();
  // The played worker writes no standing of an app: nothing is known to be live.
  expect(app.live).toBeNull();
  await gateway.db.execute(
    "UPDATE rexflow_host_releases SET standing = 'new', program_after = '/p' WHERE request_id = ?",
    [id],
  );
  const known = (await ask(gateway, 'GET', '/v1/apps/server1')).body;
  expect(known.live).toMatchObject({ release: id, program: '/p', good: true });
  const later = await settled('server1');
  await gateway.db.execute("UPDATE rexflow_host_releases SET standing = 'down' WHERE request_id = ?", [later]);
  const isGood = async (): Promise<unknown> =>
    ((await ask(gateway, 'GET', '/v1/apps/server1')).body.live as { good: unknown }).good;
  expect((await ask(gateway, 'GET', '/v1/apps/server1')).body.live).toMatchObject({ release: id, good: false });

  // A service action makes it well again when it has started the application, which it then has checked.
  const serve = async (vote: string, facts: object): Promise<void> => {
    const served = await ended('/v1/actions', { action: 'service', parameters: { k: 'server1', a: 'start' } });
    await gateway.db.execute('UPDATE rexflow_host_releases SET vote = ?, facts = ? WHERE request_id = ?', [
      vote,
      JSON.stringify(facts),
      served,
    ]);
  };
  await serve('failed', { before: 0, after: 1, status: -1 });
  expect(await isGood()).toBe(false);
  await serve('done', { before: 1, after: 1, status: 0 });
  expect(await isGood()).toBe(false);
  await serve('done', { before: 0, after: 1, status: 1 });
  expect(await isGood()).toBe(true);
  await serve('done', { before: 1, after: 1, status: 0 });
  expect(await isGood()).toBe(true);
  await serve('done', { before: 1, after: 0, status: 1 });
  expect(await isGood()).toBe(false);
});

test('the audit, by user and page', async () => {
  await rex(gateway, { action: 'list' });
  const first = (await ask(gateway, 'GET', '/v1/audit?user=admin&limit=1')).body as { items: unknown[]; next: string };
  expect(first.items).toMatchObject([{ user: 'admin', action: 'list', release: null }]);
  const second = (await ask(gateway, 'GET', `/v1/audit?user=admin&limit=1&cursor=${first.next}`)).body;
  expect(second.items).not.toEqual(first.items);
  expect((await ask(gateway, 'GET', '/v1/audit?user=nobody')).body.items).toEqual([]);
});
