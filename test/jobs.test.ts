import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, initCalls } from '#provision';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { call } from './support/client.js';
import { startEstate, until, type Answer, type Estate } from './support/estate.js';
import { askJob, settledJob } from './support/job.js';
import { besideLinks, liveOf } from './support/seen.js';

let estate: Estate;
/** While this file is missing, every release waits in its stage. */
let gate: string;
beforeAll(async () => {
  estate = await startEstate({ apps: [{}], uat: { version: '7.0.0' }, config: { rex: { wait: 2 } } });
  gate = join(estate.dir, 'gate');
  const command = `until [ -e ${gate} ]; do sleep 0.02; done`;
  await estate.sql.query('UPDATE pre_server_detail SET local_pro_cmd = ?', [command]);
});
beforeEach(() => {
  rmSync(gate, { force: true });
});
afterAll(async () => {
  if (gate) writeFileSync(gate, '');
  await estate?.stop();
});

const asked = { action: 'release', k: 'server', senv: 'uat' };
const open = () => {
  writeFileSync(gate, '');
};
const job = (id: unknown, wait = ''): Promise<Answer> => askJob(estate, `${String(id)}${wait && `?wait=${wait}`}`);
const settled = (id: unknown): Promise<Answer> => settledJob(estate, id);

test('async=1 answers at once; the job tells where it is, and at last its envelope', async () => {
  const taken = await estate.rex({ ...asked, async: '1' });
  expect(taken.status).toBe(202);
  expect(taken.body).toMatchObject({ code: '0', data: {}, param: asked, respon: { code: '0' }, state: 'accepted' });
  const id = taken.at('job');
  expect(taken.headers.get('location')).toBe(`/rex/jobs/${String(id)}`);

  const staging = await until('the stage', 10, async () => {
    const answer = await job(id);
    return answer.at('phase') === 'stage' && answer;
  });
  expect(staging.body).toMatchObject({ job: id, action: 'release', state: 'running', outcome: null, caller: 'admin' });
  expect(staging.at('apps.0')).toMatchObject({ app_key: 'server1', host: estate.hosts[0]!.app.host, trouble: null });
  expect(staging.at('envelope')).toBeUndefined();
  expect(JSON.stringify(staging.body)).not.toContain(estate.token);

  // Nothing moves before the gate opens: the answer is held until the time is over.
  const since = Date.now();
  expect((await job(id, '1')).at('state')).toBe('running');
  expect(Date.now() - since).toBeGreaterThanOrEqual(950);

  open();
  const end = await settled(id);
  expect(end.body).toMatchObject({ state: 'settled', outcome: 'done', apps: [{ standing: 'new', trouble: null }] });
  expect(end.at('envelope.code')).toBe('0');
  expect(end.at('envelope.data.data.0.msg')).toBe('server have finshed release');
  expect(end.at('envelope.data.data.0.data.0.deploy_key')).toBe('server1');
});

test('a held answer comes as soon as the job moves on', async () => {
  const id = (await estate.rex({ ...asked, async: '1' })).at('job');
  await until('the stage', 10, async () => (await job(id)).at('phase') === 'stage');
  const held = job(id, '2');
  open();
  const answer = await held;
  expect([answer.at('phase'), answer.at('state')]).not.toEqual(['stage', 'running']);
  await settled(id);
});

test('Prefer: respond-async is async=1', async () => {
  const taken = await estate.rex(asked, { prefer: 'respond-async, wait=5' });
  expect(taken.status).toBe(202);
  open();
  expect((await settled(taken.at('job'))).at('outcome')).toBe('done');
});

test('a request that takes longer than rex.wait is answered 202, and goes on', async () => {
  const since = Date.now();
  const taken = await estate.rex(asked);
  expect(Date.now() - since).toBeGreaterThanOrEqual(1950);
  expect(taken.status).toBe(202);
  expect(taken.at('state')).toBe('running');
  open();
  expect((await settled(taken.at('job'))).at('outcome')).toBe('done');
});

test('one Idempotency-Key is one job, and other parameters under it are refused', async () => {
  const key = { 'idempotency-key': 'release-of-today' };
  const count = async () => (await estate.rows('SELECT id FROM pre_deploy_manage')).length;
  const before = await count();
  const taken = await estate.rex({ ...asked, async: '1' }, key);
  const again = await estate.rex({ ...asked, async: '1' }, key);
  expect(again.status).toBe(202);
  expect(again.at('job')).toBe(taken.at('job'));
  const other = await estate.rex({ action: 'release', k: 'server', async: '1' }, key);
  expect(other.status).toBe(409);
  expect(other.at('error.code')).toBe('IDEMPOTENCY_MISMATCH');
  // Without the key it is a second release, and the app is being changed.
  const second = await estate.rex({ ...asked, async: '1' });
  expect(second.status).toBe(409);
  expect(second.at('msg')).toContain(String(taken.at('job')));
  open();
  await settled(taken.at('job'));

  const late = await estate.rex(asked, key);
  expect(late.status).toBe(200);
  expect(late.at('job')).toBe(taken.at('job'));
  expect(late.at('code')).toBe('0');
  expect(await count()).toBe(before + 1);
});

test('DELETE cancels a job before anything is switched', async () => {
  const { app } = estate.hosts[0]!;
  const before = [liveOf(app), besideLinks(app), initCalls(app)];
  const id = (await estate.rex({ ...asked, async: '1' })).at('job');
  await until('the stage', 10, async () => (await job(id)).at('phase') === 'stage');
  const cancelled = await askJob(estate, id, { method: 'DELETE' });
  expect(cancelled.status).toBeLessThan(300);
  const end = await settled(id);
  expect(end.body).toMatchObject({ outcome: 'cancelled', cancelled_by: 'admin', envelope: { code: '-1' } });
  expect([liveOf(app), besideLinks(app), initCalls(app)]).toEqual(before);
  expect(await estate.rows('SELECT * FROM rexflow_leases WHERE request_id IS NOT NULL')).toEqual([]);
});

test('what one gateway took another one shows and cancels, and who waits at the first hears of it', async () => {
  const port = await freePort();
  estate.startGateway(port);
  const there = (path: string, init: RequestInit = {}): Promise<Answer> =>
    call(`http://127.0.0.1:${port}${path}`, { headers: { authorization: `Bearer ${estate.token}` }, ...init });
  await until('the second gateway', 20, () =>
    there('/readyz').then(
      (answer) => answer.status === 200,
      () => false,
    ),
  );
  const id = (await estate.rex({ ...asked, async: '1' })).at('job');
  await until('the stage', 10, async () => (await job(id)).at('phase') === 'stage');
  const seen = await there(`/rex/jobs/${String(id)}`);
  expect(seen.body).toMatchObject({ job: id, action: 'release', state: 'running' });
  const ending = settled(id);
  expect((await there(`/rex/jobs/${String(id)}`, { method: 'DELETE' })).status).toBe(202);
  expect((await ending).body).toMatchObject({ outcome: 'cancelled', cancelled_by: 'admin' });
  expect((await there(`/rex/jobs/${String(id)}`)).body).toEqual((await job(id)).body);
});

test('a job nobody knows, and a job without a token', async () => {
  expect((await job('00000000-0000-0000-0000-000000000000')).status).toBe(404);
  expect((await estate.call('/rex/jobs/00000000-0000-0000-0000-000000000000')).status).toBe(401);
});
