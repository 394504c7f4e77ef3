import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestGateway, type TestGateway } from '../testGateway.fixture.js';
import { ask } from './asking.fixture.js';
import { changed, web } from './webFleet.fixture.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
  gateway.play = () => Promise.resolve({});
});
afterAll(() => gateway?.end());

const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  ask(gateway, method, path, { ...(body === undefined ? {} : { body }), headers });
test('a fleet is applied: first to look, then for good, then nothing is left to change', async () => {
  const dry = await call('POST', '/v1/fleet', { documents: [web], dryRun: true });
  expect(dry.body).toMatchObject({ applied: false });
  expect(changed(dry.body)).toEqual(['host web-1 added', 'group web added', 'app one added', 'app two added']);
  expect((await call('GET', '/v1/apps/one')).status).toBe(404);
  const { body, headers } = await call('POST', '/v1/fleet', { documents: [web] });
  expect(body).toMatchObject({ applied: true, changes: dry.body.changes });
  expect(headers.get('etag')).toBe(`"${String(body.tag)}"`);
  expect(changed((await call('POST', '/v1/fleet', { documents: [web] })).body)).toEqual([]);
  const { fleet } = (await call('GET', '/v1/fleet')).body as { fleet: object };
  expect(changed((await call('POST', '/v1/fleet', { documents: [fleet], prune: true })).body)).toEqual([]);
  expect((await call('GET', '/v1/groups?q=web')).body.items).toMatchObject([
    { name: 'web', apps: ['one', 'two'], rollout: { batch: '1', policy: 'continue', maxFailures: '0' } },
  ]);
});

test('a group without apps is listed, with its settings', async () => {
  await call('POST', '/v1/fleet', { documents: [{ version: 1, groups: { hollow: { rollout: { batch: 2 } } } }] });
  expect((await call('GET', '/v1/groups?q=hollow')).body.items).toMatchObject([
    { name: 'hollow', apps: [], state: 'unknown', seenAt: null, by: null, rollout: { batch: '2' } },
  ]);
  expect((await call('DELETE', '/v1/groups/hollow')).status).toBe(200);
});

test('all problems are told at once, by their fields', async () => {
  const bad = {
    version: 1,
    hosts: { a: { adress: 'x' } },
    groups: { g: { prot: 1, apps: { b: { host: 'nowhere' } } } },
  };
  const { status, body } = await call('POST', '/v1/fleet', { documents: [bad, { version: 2 }] });
  expect(status).toBe(400);
  expect(body).toMatchObject({ code: 'FLEET_INVALID', count: 4 });
  expect(body.problems).toEqual([
    '[0].hosts.a.address: is missing',
    '[0].hosts.a.adress: is no key; did you mean address?',
    '[0].groups.g.prot: is no key; did you mean port?',
    '[1].version: has to be 1',
  ]);
  const unknown = await call('POST', '/v1/fleet', { documents: [], pruen: true, prune: 'yes' });
  expect(unknown.body.problems).toHaveLength(3);
});

test('one app: put, patched, read and removed, each by the tag that was seen', async () => {
  const put = await call('PUT', '/v1/apps/three', { group: 'web', host: 'web-1', port: 81 });
  expect(changed(put.body)).toEqual(['app three added']);
  const { body, headers } = await call('GET', '/v1/apps/three/settings');
  expect(body).toMatchObject({ name: 'three', entry: { group: 'web', host: 'web-1', port: 81 } });
  expect(body.resolved).toContainEqual({
    key: 'paths.program',
    value: '/srv/three/program',
    from: 'group',
    instead: null,
  });
  expect(body.resolved).toContainEqual({ key: 'port', value: 81, from: 'app', instead: null });
  expect(body.resolved).toContainEqual({ key: 'paths.layout', value: 'separate', from: 'default', instead: null });
  const tag = headers.get('etag')!;
  const patched = await call('PATCH', '/v1/apps/three', { port: null, note: 'x' }, { 'If-Match': tag });
  expect(patched.body.changes).toMatchObject([
    {
      name: 'three',
      values: [
        { key: 'port', before: 81, after: null },
        { key: 'note', before: null, after: 'x' },
      ],
    },
  ]);
  const late = await call('PATCH', '/v1/apps/three', { note: 'y' }, { 'If-Match': tag });
  expect(late.status).toBe(412);
  expect(late.body).toMatchObject({ code: 'FLEET_MOVED', changes: [expect.stringContaining('"note":"x"')] });
  expect((await call('PATCH', '/v1/apps/three', { note: 'y' }, { 'If-Match': 'x' })).body.code).toBe(
    'PARAMETER_INVALID',
  );
  const wrong = await call('PATCH', '/v1/apps/three', { port: 'x', paths: { program: 'a' }, host: 'nowhere' });
  expect(wrong.body.problems).toEqual([
    'apps.three.port: has to be a whole number (The port it listens on)',
    'apps.three.paths.program: does not fit (The link the application runs from: an absolute path without "..")',
  ]);
  expect((await call('PATCH', '/v1/apps/nobody', {})).status).toBe(404);
  expect(changed((await call('DELETE', '/v1/apps/three?dryRun=true')).body)).toEqual(['app three removed']);
  expect(changed((await call('DELETE', '/v1/apps/three')).body)).toEqual(['app three removed']);
  expect((await call('DELETE', '/v1/apps/three')).status).toBe(404);
});

test('what can be no name is refused as one, whatever is to have it', async () => {
  const long = 'x'.repeat(201);
  for (const [path, body] of [
    ['apps/a%20b', { group: 'web', host: 'web-1' }],
    [`apps/${long}`, { group: 'web', host: 'web-1' }],
    ['apps/all', { group: 'web', host: 'web-1' }],
    [
      'apps/x',
      { group: 'a/b', host: 'web-1', paths: { program: '/p', config: '/c' }, service: { script: '/i', process: 'p' } },
    ],
    ['groups/a%2Fb', { port: 1 }],
    ['groups/all', { port: 1 }],
    [`hosts/${long}`, { address: '10.0.0.77' }],
    ['hosts/a,b', { address: '10.0.0.77' }],
    ['hosts/x%5B1..2%5D', { address: '10.0.0.77' }],
  ] as const) {
    const { status, body: answer } = await call('PUT', `/v1/${path}`, body);
    expect([path.slice(0, 20), status]).toEqual([path.slice(0, 20), 400]);
    expect(answer.problems).toEqual([expect.stringMatching(/ (is no name: at most 200|means every app|is a range)/)]);
  }
});

test('a group takes its apps along, a host is not removed under them', async () => {
  const patched = await call('PATCH', '/v1/groups/web', { service: { process: 'java-{app}' }, rollout: null });
  expect(changed(patched.body)).toEqual(['group web changed', 'app one changed', 'app two changed']);
  const group = await call('GET', '/v1/groups/web');
  expect(group.body).toMatchObject({
    name: 'web',
    apps: ['one', 'two'],
    settings: { service: { process: 'java-{app}' } },
  });
  expect((await call('DELETE', '/v1/groups/web')).body.problems).toEqual([
    'groups.web: cannot be removed while it has apps: one, two',
  ]);
  expect((await call('DELETE', '/v1/hosts/web-1')).body.problems).toEqual([
    'hosts.web-1: cannot be removed while apps are on it: one',
  ]);
  await call('PUT', '/v1/hosts/spare', {
    ...{ address: 'spare.example', login: { jump: 'web-1' } },
    labels: { rack: 'r3' },
  });
  await call('PATCH', '/v1/hosts/web-1', { labels: { rack: 'r30', site: 'east' } });
  const labelled = async (text: string) =>
    ((await call('GET', `/v1/hosts?q=${text}`)).body.items as { name: string; apps: string[] }[]).map(
      ({ name, apps }) => [name, ...apps],
    );
  expect(await labelled('RACK=r3')).toEqual([['web-1', 'one'], ['spare']]);
  expect(await labelled('east')).toEqual([['web-1', 'one']]);
  expect((await call('GET', '/v1/hosts/spare')).body).toMatchObject({
    apps: [],
    settings: { address: 'spare.example' },
  });
  const listed = (await call('GET', '/v1/hosts')).body.items as {
    address: string;
    name: string | null;
    apps: string[];
  }[];
  expect(listed.map(({ address, name, apps }) => [address, name, apps.join(' ')])).toEqual([
    ['10.0.0.1', 'web-1', 'one'],
    ['10.0.0.9', null, 'two'],
    ['127.0.0.11', null, 'server1 server2 flow1 hand1'],
    ['spare', 'spare', ''],
  ]);
  expect(changed((await call('DELETE', '/v1/hosts/spare')).body)).toEqual(['host spare removed']);
  for (const path of ['/v1/hosts/spare', '/v1/groups/nobody', '/v1/apps/nobody/settings'])
    expect((await call('GET', path)).status).toBe(404);
});

test('what is being changed is not removed, nor what is live and enabled', async () => {
  gateway.play = () => Promise.resolve(null);
  const { body } = await call('POST', '/v1/releases', { apps: ['one'], source: { type: 'updateDirectory' } });
  const refused = await call('DELETE', '/v1/apps/one');
  expect(refused.body.problems).toEqual([
    expect.stringMatching(/^groups\.web\.apps\.one: cannot be removed: it is being changed by /),
  ]);
  // The release keeps the app it began with.
  const moved = await call('PATCH', '/v1/apps/one', { paths: { program: '/elsewhere' } });
  const held = { release: body.id, action: 'release', caller: 'admin', apps: ['one'] };
  expect(moved.body.underWay).toEqual([held]);
  expect((await call('PATCH', '/v1/hosts/web-1', { note: 'rack 3' })).body.underWay).toEqual([held]);
  const batch = await call('PATCH', '/v1/groups/web', { rollout: { batch: 3 } });
  expect([changed(batch.body), batch.body.underWay]).toEqual([['group web changed'], [held]]);
  expect((await call('PATCH', '/v1/apps/two', { note: 'other' })).body.underWay).toEqual([]);
  const [kept] = await gateway.db.query<{ app: string }>('SELECT app FROM rexflow_host_releases WHERE request_id = ?', [
    String(body.id),
  ]);
  expect(JSON.parse(kept!.app)).toMatchObject({ programLink: '/srv/one/program' });
  await gateway.settle(String(body.id));
  expect(changed((await call('DELETE', '/v1/apps/one')).body)).toEqual(['app one removed']);
});

test('who changed what stands in the list of changes, and in the audit', async () => {
  const { items } = (await call('GET', '/v1/changes?kind=app&name=one')).body as { items: Record<string, unknown>[] };
  expect(items.map(({ change, author }) => [(change as { change: string }).change, author])).toEqual([
    ['removed', 'admin'],
    ['changed', 'admin'],
    ['changed', 'admin'],
    ['added', 'admin'],
  ]);
  const first = (await call('GET', '/v1/changes?limit=1')).body as { items: { id: number }[]; next: string };
  const second = (await call('GET', `/v1/changes?limit=1&cursor=${first.next}`)).body as { items: { id: number }[] };
  expect(second.items[0]!.id).toBeLessThan(first.items[0]!.id);
  const [line] = (await call('GET', '/v1/audit?action=change%20catalogue')).body.items as {
    details: object;
    user: string;
  }[];
  expect(line).toMatchObject({ user: 'admin', details: { removed: 'app one' } });
  const events = (await call('GET', '/v1/events')).body.items as Record<string, unknown>[];
  expect(events.findLast(({ kind }) => kind === 'catalogue')).toMatchObject({
    release: '',
    data: { by: 'admin', n: 1, changes: [{ kind: 'app', name: 'one', change: 'removed' }] },
  });
});

test('a change counts with what tells of it, or not at all: nothing is between the two that could be lost', async () => {
  const told = async () => {
    const lines = (await call('GET', '/v1/audit?action=change%20catalogue')).body.items as object[];
    const events = await gateway.db.query("SELECT id FROM rexflow_events WHERE kind = 'catalogue'");
    const changes = (await call('GET', '/v1/changes?kind=app&name=two')).body.items as object[];
    return [lines.length, events.length, changes.length];
  };
  const before = await told();
  const refuse = "IF NEW.kind = 'catalogue' THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no room'; END IF";
  await gateway.db.query(`CREATE TRIGGER no_news BEFORE INSERT ON rexflow_events FOR EACH ROW ${refuse}`);
  expect((await call('PATCH', '/v1/apps/two', { port: 8181 })).status).toBe(500);
  expect(await told()).toEqual(before);
  expect((await call('GET', '/v1/apps/two/settings')).body).toMatchObject({ entry: { port: 80 } });
  await gateway.db.query('DROP TRIGGER no_news');
  expect((await call('PATCH', '/v1/apps/two', { port: 8181 })).status).toBe(200);
  expect(await told()).toEqual(before.map((count) => count + 1));
});

test('the schema of a fleet file is there for editors, without a token', async () => {
  const answer = await fetch(`${gateway.url}/fleet.schema.json`);
  expect(answer.headers.get('content-type')).toContain('schema+json');
  expect(await answer.json()).toMatchObject({
    title: 'A fleet file of rexflow',
    properties: { hosts: {}, groups: {} },
  });
});

test('a change that counts is told as one, also where nobody can say what is under way', async () => {
  await gateway.db.execute('RENAME TABLE rexflow_leases TO leases_away');
  try {
    const { status, body } = await call('PATCH', '/v1/groups/web', { rollout: { batch: 4 } });
    expect([status, body.applied, changed(body)], JSON.stringify(body)).toEqual([200, true, ['group web changed']]);
    expect(body).not.toHaveProperty('underWay');
  } finally {
    await gateway.db.execute('RENAME TABLE leases_away TO rexflow_leases');
  }
  expect(gateway.log.join('')).toMatch(/what the change meets is not known/);
  expect((await call('GET', '/v1/groups/web')).body).toMatchObject({ settings: { rollout: { batch: 4 } } });
});
