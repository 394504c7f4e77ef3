import { initCalls } from '#provision';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startEstate, until, type Answer, type Estate } from './support/estate.js';
import { holdStart, type Gate } from './support/gate.js';
import { askJob, settledJob } from './support/job.js';
import { expectRest, scenesOf } from './support/scene.js';
import { pidsOf, startsIn } from './support/seen.js';
import { fillUpdateDirectory } from './support/update.js';

let estate: Estate;
let version = 1;
const gates: Gate[] = [];

beforeAll(async () => {
  estate = await startEstate({
    apps: [{}, {}, {}, {}],
    workers: 2,
    config: { release: { start: 20, start_attempts: 1, health: 3 } },
  });
});
afterAll(async () => {
  await estate?.stop();
});
afterEach(async () => {
  for (const gate of gates.splice(0)) await gate.open();
  await expectRest(estate);
});

/** Posts a release of the next version; the apps named fail in the way given. */
async function post(parameters: Record<string, string>, lines: Record<string, string> = {}): Promise<Answer> {
  fillUpdateDirectory(estate, `${++version}.0.0`, lines);
  return await estate.rex({ action: 'release', k: 'server', ...parameters });
}
const now = (): string => `${version}.0.0`;
const versions = async () => (await scenesOf(estate)).map((scene) => scene.version);
const nodes = (answer: Answer): Record<string, unknown>[] =>
  ['0', '1', '2', '3'].map((at) => answer.at(`data.data.0.data.${at}`)) as Record<string, unknown>[];
const standings = (answer: Answer): unknown[] => nodes(answer).map((node) => node.standing ?? 'done');
const job = (id: unknown): Promise<Answer> => askJob(estate, id);
const settled = (id: unknown): Promise<Answer> => settledJob(estate, id);
const verbs = (): string[][] => estate.hosts.map(({ app }) => initCalls(app).map(({ verb }) => verb));

test('all at once: every host is switched at the same moment, and the job says how far apart', async () => {
  const answer = await post({});
  expect(answer.at('code'), String(answer.at('msg'))).toBe('0');
  const { switches } = (await job(answer.at('job'))).body as { switches: { spread_ms: string }[] };
  expect(switches).toMatchObject([{ batch: '0', hosts: '4' }]);
  expect(Number(switches[0]!.spread_ms)).toBeLessThan(2000);
  expect(await versions()).toEqual([now(), now(), now(), now()]);
});

test('in batches: a later batch is not touched before an earlier one is up', async () => {
  const last = estate.hosts.slice(2).map(holdStart);
  gates.push(...last);
  const id = (await post({ batch: '50%', async: '1' })).at('job');
  await until('the second batch', 20, async () => (await job(id)).at('batch') === '1');
  expect((await versions()).slice(0, 2)).toEqual([now(), now()]);
  expect((await job(id)).at('rollout')).toMatchObject({ policy: 'undo' });
  for (const gate of gates.splice(0)) await gate.open();
  const end = await settled(id);
  expect(end.at('outcome')).toBe('done');
  expect(end.at('switches')).toMatchObject([
    { batch: '0', hosts: '2' },
    { batch: '1', hosts: '2' },
  ]);
});

test('stop: the host that fails goes back, the next batch never begins and keeps nothing of it', async () => {
  const before = await scenesOf(estate);
  const answer = await post({ policy: 'stop', batch: '2' }, { server2: 'fail=500' });
  expect(standings(answer)).toEqual(['done', 'restored', 'old', 'old']);
  expect(nodes(answer)[1]).toMatchObject({ error: 'HEALTH_FAILED', step: 'probe', class: 'health' });
  const after = await scenesOf(estate);
  expect(after.map((scene) => scene.version)).toEqual([
    now(),
    before[1]!.version,
    before[2]!.version,
    before[3]!.version,
  ]);
  expect(after.slice(2)).toEqual(before.slice(2));
});

test('undo, as shipped: every switched host goes back, restarted and verified', async () => {
  const before = await scenesOf(estate);
  const calls = verbs();
  const answer = await post({ batch: '3' }, { server3: 'fail=exit' });
  expect(standings(answer)).toEqual(['restored', 'restored', 'restored', 'old']);
  expect(nodes(answer)[0]).toMatchObject({ error: 'UNDONE', msg: expect.stringMatching(/failed on server3/) });
  expect(answer.at('data.data.0.msg')).toMatch(/server3: the application does not run/);
  const after = await scenesOf(estate);
  expect(after.map((scene) => [scene.version, scene.program])).toEqual(
    before.map((scene) => [scene.version, scene.program]),
  );
  const since = verbs().map((all, at) => all.slice(calls[at]!.length));
  expect(since.slice(0, 2)).toEqual([
    ['stop', 'start', 'stop', 'start'],
    ['stop', 'start', 'stop', 'start'],
  ]);
  expect(since[3]).toEqual([]);
});

test('an undone release is no place to go back to', async () => {
  const before = await versions();
  const answer = await estate.rex({ action: 'rollback', k: 'server4' });
  expect(answer.at('code'), String(answer.at('msg'))).toBe('0');
  expect((await versions())[3]).not.toBe(before[3]);
  const [row] = await estate.rows("SELECT * FROM pre_deploy_manage WHERE note LIKE 'UNDONE%' LIMIT 1");
  expect(row).toMatchObject({ end_time: null, status: 0 });
});

test('continue: what fails goes back, the others all get the new release', async () => {
  const answer = await post({ policy: 'continue', batch: '1' }, { server1: 'fail=500', server3: 'fail=exit' });
  expect(standings(answer)).toEqual(['restored', 'done', 'restored', 'done']);
  expect(answer.at('code')).toBe('-1');
});

test.each(['25%', '1'])('as many hosts may fail as max_failures=%s allows', async (allowed) => {
  const asked = { policy: 'stop', batch: '1', max_failures: allowed };
  const answer = await post(asked, { server1: 'fail=500', server3: 'fail=500' });
  expect(standings(answer)).toEqual(['restored', 'done', 'restored', 'old']);
});

test('retry does again what failed, with the same bundle, and nothing else', async () => {
  const failed = await post({ policy: 'stop' }, { server2: 'fail=500' });
  expect(standings(failed)).toEqual(['done', 'restored', 'done', 'done']);
  const first = failed.at('job');
  const calls = verbs();
  fillUpdateDirectory(estate, 'something else');
  const again = await askJob(estate, `${String(first)}/retry`, { method: 'POST' });
  expect([again.status, again.at('retry_of')]).toEqual([202, first]);
  const end = await settled(again.at('job'));
  expect(end.at('apps')).toMatchObject([{ app_key: 'server2', standing: 'restored' }]);
  const digests = await estate.rows('SELECT DISTINCT bundle_digest FROM rexflow_requests WHERE id IN (?)', [
    [first, again.at('job')],
  ]);
  expect(digests).toHaveLength(1);
  expect(verbs().filter((_, at) => at !== 1)).toEqual(calls.filter((_, at) => at !== 1));
  const done = await post({});
  const nothing = await askJob(estate, `${String(done.at('job'))}/retry`, { method: 'POST' });
  expect([nothing.status, nothing.at('error.code')]).toEqual([409, 'RETRY_NOTHING']);
});

/** Ways a cancel comes: asked for, or asked for while no word of it reaches a worker. */
const cancels: Record<string, (id: unknown) => Promise<unknown>> = {
  asked: async (id) => expect((await askJob(estate, id, { method: 'DELETE' })).status).toBe(202),
  unheard: (id) => estate.sql.query("UPDATE rexflow_requests SET cancelled_by = 'admin' WHERE id = ?", [id]),
};

test.each([
  ['asked', 'stop'],
  ['asked', 'undo'],
  ['unheard', 'stop'],
])('cancelled in activation, %s, with policy %s', async (way, policy) => {
  const before = await scenesOf(estate);
  gates.push(holdStart(estate.hosts[1]!));
  const id = (await post({ policy, async: '1', batch: '3' })).at('job');
  await until('the others being up', 30, async () => {
    const seen = await job(id);
    const standing = (at: number) => seen.at(`apps.${at}.standing`);
    return standing(0) === 'new' && standing(2) === 'new' && startsIn(estate.dir).length > 0;
  });
  const held = startsIn(estate.dir);
  await cancels[way]!(id);
  // The start is still held: only a script that was ended lets go of it.
  const ended = (): boolean => !startsIn(estate.dir).some((pid) => held.includes(pid));
  await until('the remote work having ended', 5, () => Promise.resolve(ended()));
  for (const gate of gates.splice(0)) await gate.open();
  const end = await settled(id);
  const others = policy === 'stop' ? 'new' : 'restored';
  expect([0, 1, 2, 3].map((at) => end.at(`apps.${at}.standing`))).toEqual([others, 'restored', others, 'old']);
  expect(end.at('apps.1.trouble')).toMatchObject({ code: 'CANCELLED', class: 'cancelled' });
  const after = await scenesOf(estate);
  expect(after[1]).toMatchObject({ version: before[1]!.version, program: before[1]!.program });
  expect(after[0]!.version).toBe(policy === 'stop' ? now() : before[0]!.version);
  for (const { app } of estate.hosts) expect(pidsOf(app)).toHaveLength(1);
});
