import { freePort } from '#provision';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askJson } from './support/described.js';
import { startEstate, until, type Answer, type Estate } from './support/estate.js';
import { holdStage } from './support/gate.js';
import { fillUpdateDirectory } from './support/update.js';

let estate: Estate;
let metricsPort: number;
beforeAll(async () => {
  metricsPort = await freePort();
  estate = await startEstate({
    apps: [{}, {}],
    uat: { version: '7.0.0' },
    config: { worker: { metrics_port: metricsPort } },
  });
});
afterAll(async () => {
  await estate?.stop();
});

const ask = (method: string, path: string, body?: unknown): Promise<Answer> => askJson(estate, method, path, body);

interface Told {
  id: number;
  app: string | null;
  kind: string;
  data: Record<string, unknown>;
}

/** What happens to a release from now on, until it is settled: the stream ends by itself. */
async function followed(id: string): Promise<Told[]> {
  const response = await fetch(`${estate.url}/v1/releases/${id}/events`, {
    headers: { authorization: `Bearer ${estate.token}`, accept: 'text/event-stream' },
  });
  const text = await response.text();
  return [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data!) as Told);
}

async function begin(path: string, body: unknown): Promise<string> {
  const taken = await ask('POST', path, body);
  expect(taken.status, JSON.stringify(taken.body)).toBe(202);
  return String(taken.at('id'));
}

async function end(id: string): Promise<Answer> {
  await followed(id);
  return await ask('GET', `/v1/releases/${id}`);
}

const versions = () => Promise.all(estate.hosts.map(async (host) => (await estate.served(host))?.version));
const fromUat = { apps: 'server', source: { type: 'environment', name: 'uat' } };
let first: string;

test('a release from another environment is followed by its events to the end', async () => {
  const before = await versions();
  first = await begin('/v1/releases', fromUat);
  const told = await followed(first);
  expect(told[0]).toMatchObject({ kind: 'accepted', data: { action: 'release', apps: ['server1', 'server2'] } });
  expect(told.at(-1)).toMatchObject({ kind: 'settled', data: { outcome: 'done', trouble: null } });
  const phases = told.filter(({ kind }) => kind === 'phase').map(({ data }) => data.phase);
  expect(phases).toEqual(['stage', 'prepare', 'activate']);
  for (const app of ['server1', 'server2']) {
    const begun = told.filter((event) => event.app === app && event.kind === 'step-begun').map(({ data }) => data.step);
    const ended = told.filter((event) => event.app === app && event.kind === 'step-ended').map(({ data }) => data.step);
    expect(ended).toEqual(begun);
    expect(begun).toContain('carry');
  }
  expect(told.map(({ id }) => id)).toEqual(told.map(({ id }) => id).toSorted((a, b) => a - b));
  expect(await versions()).toEqual(['7.0.0', '7.0.0']);
  expect(before).not.toContain('7.0.0');

  const release = await ask('GET', `/v1/releases/${first}`);
  expect(release.body).toMatchObject({
    state: 'settled',
    outcome: 'done',
    caller: 'admin',
    bundle: { id: expect.any(String) },
  });
  expect(release.at('apps.0')).toMatchObject({ app: 'server1', standing: 'new', outcome: 'done', trouble: null });
  expect(release.at('apps.0.bytes')).toBeGreaterThan(0);
  expect(release.at('diff.0')).toMatchObject({ app: 'server1' });
  expect(release.at('switches.0')).toMatchObject({ batch: 0, hosts: 2 });
});

test('the part of one app with its steps, and what is live on it', async () => {
  const part = await ask('GET', `/v1/releases/${first}/apps/server2`);
  const steps = part.at('steps') as { step: string; state: string; durationMs: number }[];
  expect(steps.length).toBeGreaterThan(2);
  expect(steps.every(({ state, durationMs }) => state === 'done' && durationMs >= 0)).toBe(true);
  const app = await ask('GET', '/v1/apps/server2');
  expect(app.body).toMatchObject({ lease: null, live: { release: first, good: true } });
  expect(app.at('history.0')).toMatchObject({ release: first, outcome: 'done', rollback: false, good: true });
  const hosts = await ask('GET', '/v1/hosts');
  expect(hosts.at('items.0.hostKeys.0.fingerprint')).toMatch(/^SHA256:/);
});

test('a release that fails on one host is retried for it alone', async () => {
  fillUpdateDirectory(estate, '8.0.0', { server2: 'fail=exit' });
  const body = {
    apps: ['server1', 'server2'],
    source: { type: 'updateDirectory' },
    policy: 'stop',
    maxFailures: 1,
    batch: 1,
  };
  const failed = await end(await begin('/v1/releases', body));
  expect(failed.at('outcome')).toBe('partial');
  expect(failed.at('apps.1')).toMatchObject({ app: 'server2', standing: 'restored', outcome: 'failed' });
  expect(failed.at('apps.1.trouble')).toMatchObject({ code: 'START_FAILED', advice: expect.any(String) });
  const id = String(failed.at('id'));
  const again = await end(await begin(`/v1/releases/${id}/retry`, undefined));
  expect(again.body).toMatchObject({ retryOf: id, apps: [{ app: 'server2' }] });
  expect(await versions()).toEqual(['8.0.0', '7.0.0']);
});

test('a rollback goes back to a release by its id', async () => {
  const back = await end(await begin('/v1/rollbacks', { apps: 'server1', to: first }));
  expect(back.body).toMatchObject({ action: 'rollback', outcome: 'done', apps: [{ standing: 'new' }] });
  expect(await versions()).toEqual(['7.0.0', '7.0.0']);
});

test('a release is cancelled; another one waits, and a third is refused', async () => {
  const gate = await holdStage(estate);
  const id = await begin('/v1/releases', fromUat);
  await until('the stage', 20, async () => (await ask('GET', `/v1/releases/${id}`)).at('phase') === 'stage');
  const refused = await ask('POST', '/v1/releases', fromUat);
  expect(refused.status).toBe(409);
  expect(refused.body).toMatchObject({ code: 'APP_BUSY', job: id });
  const waiting = await begin('/v1/releases', { ...fromUat, queue: 'wait' });
  expect((await ask('GET', `/v1/releases/${waiting}`)).at('waiting.position')).toBe(1);
  expect((await ask('GET', '/v1/leases')).at('items.0')).toMatchObject({ app: 'server1', release: id });
  expect((await ask('POST', `/v1/releases/${id}/cancel`)).status).toBe(202);
  const cancelled = await end(id);
  expect(cancelled.body).toMatchObject({ outcome: 'cancelled', cancelledBy: 'admin' });
  await gate.open();
  const told = await followed(waiting);
  expect(told.slice(0, 2).map(({ kind }) => kind)).toEqual(['queued', 'granted']);
  expect(told.at(-1)!.data.outcome).toBe('done');
});

test('releases are listed by outcome, app and page', async () => {
  const page = await ask('GET', '/v1/releases?limit=3');
  expect((page.at('items') as unknown[]).length).toBe(3);
  const rest = await ask('GET', `/v1/releases?limit=100&cursor=${String(page.at('next'))}`);
  expect(rest.at('next')).toBeNull();
  const ids = [...(page.at('items') as { id: string }[]), ...(rest.at('items') as { id: string }[])].map(
    ({ id }) => id,
  );
  expect(new Set(ids).size).toBe((await estate.rows('SELECT id FROM rexflow_requests')).length);
  expect(ids.at(-1)).toBe(first);
  const partial = await ask('GET', '/v1/releases?outcome=partial&app=server2');
  expect((partial.at('items') as unknown[]).length).toBe(1);
  const rollbacks = await ask('GET', '/v1/releases?action=rollback');
  expect(rollbacks.at('items.0')).toMatchObject({ action: 'rollback', apps: ['server1'] });
});

test('a check by /v1/actions, and problems that name the field', async () => {
  const checked = await end(await begin('/v1/actions', { action: 'check', parameters: { k: 'server' } }));
  expect(checked.at('outcome')).toBe('done');
  const odd = await ask('POST', '/v1/releases', { apps: 'server', source: { type: 'url', url: 'x', full: 9 } });
  expect(odd.body).toMatchObject({ status: 400, code: 'PARAMETER_INVALID', field: 'source.full' });
  const nobody = await ask('GET', '/v1/releases/00000000-0000-0000-0000-000000000000');
  expect(nobody.body).toMatchObject({ status: 404, code: 'JOB_UNKNOWN' });
});

test('figures of the gateway and of the worker', async () => {
  const gateway = String((await ask('GET', '/metrics')).body);
  expect(gateway).toMatch(/^rexflow_http_requests_total\{method="POST",route="\/v1\/releases",status="202"\} [1-9]/m);
  expect(gateway).toMatch(/^rexflow_workers_alive 1$/m);
  expect(gateway).toMatch(/^rexflow_leases_held 0$/m);
  expect(gateway).toMatch(/^rexflow_store_up\{store="mysql"\} 1$/m);
  const worker = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  expect(worker).toMatch(/^rexflow_releases_total\{outcome="done"\} [1-9]/m);
  expect(worker).toMatch(/^rexflow_step_seconds_count\{phase="prepare",step="carry",outcome="done"\} [1-9]/m);
  expect(worker).toMatch(/^rexflow_phase_seconds_count\{phase="activate",outcome="done"\} [1-9]/m);
  expect(worker).toMatch(/^rexflow_ssh_connections [1-9]/m);
});
