import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startEstate, until, type Estate, type Host } from './support/estate.js';
import { holdStart, type Gate } from './support/gate.js';
import { askJob, settledJob } from './support/job.js';
import { expectRest } from './support/scene.js';
import { liveOf, startsIn } from './support/seen.js';
import { fillUpdateDirectory } from './support/update.js';

let estate: Estate;
let last: Host;
let version = 1;
const mends: (() => unknown)[] = [];

beforeAll(async () => {
  estate = await startEstate({
    apps: [{}, {}],
    workers: 2,
    config: { release: { start: 20, start_attempts: 1, health: 3 }, rollout: { reach: 4 } },
  });
  last = estate.hosts[1]!;
});
afterAll(async () => {
  await estate?.stop();
});
beforeEach(() => {
  fillUpdateDirectory(estate, `${++version}.0.0`);
});
afterEach(async () => {
  for (const mend of mends.splice(0)) await mend();
  await expectRest(estate);
});

const served = async (host: Host) => (await estate.served(host))?.version;

/** A release whose last host is lost in the middle of its start, which is held until everything is mended. */
async function lostInStart(): Promise<unknown> {
  const gate: Gate = holdStart(last);
  mends.push(() => gate.open());
  const id = (await estate.rex({ action: 'release', k: 'server', policy: 'stop', async: '1' })).at('job');
  await until('the start being held', 20, () => Promise.resolve(startsIn(estate.dir).length > 0));
  await last.sshd.stop();
  mends.push(() => last.openSshd());
  return id;
}

test('a host that is lost while it is switched is asked again until it answers', async () => {
  const id = await lostInStart();
  await until('the wait being shown', 20, async () => (await askJob(estate, id)).at('apps.1.waiting.for'));
  expect((await askJob(estate, id)).at('apps.1.waiting')).toMatchObject({
    for: expect.stringMatching(/cannot be reached|was lost/),
    since: expect.stringMatching(/^\d{4}-/),
  });
  for (const mend of mends.splice(0)) await mend();
  const end = await settledJob(estate, id);
  expect(end.at('outcome')).toBe('done');
  expect(await served(last)).toBe(`${version}.0.0`);
});

test('a host that stays away is unknown in the end, never done; a retry when it is back brings it the same bundle', async () => {
  const id = await lostInStart();
  const end = await settledJob(estate, id);
  expect(end.at('apps.1')).toMatchObject({ standing: 'unknown', trouble: { class: 'unreachable' } });
  expect(end.at('outcome')).toBe('partial');
  for (const mend of mends.splice(0)) await mend();
  fillUpdateDirectory(estate, 'something else');
  const again = await askJob(estate, `${String(id)}/retry`, { method: 'POST' });
  expect([again.status, again.at('retry_of')]).toEqual([202, id]);
  const retried = await settledJob(estate, again.at('job'));
  expect(retried.body).toMatchObject({ outcome: 'done', apps: [{ app_key: last.app.name, standing: 'new' }] });
  for (const host of estate.hosts) expect(await served(host)).toBe(`${version}.0.0`);
});

test('confirm: a healthy host stays on the new release, and no watch is left', async () => {
  const answer = await estate.rex({ action: 'release', k: 'server', confirm: '30' });
  expect(answer.at('code'), String(answer.at('msg'))).toBe('0');
  for (const host of estate.hosts) {
    const { app } = host;
    expect(await served(host)).toBe(`${version}.0.0`);
    const state = join(app.dir, '.rexflow', app.name);
    expect(readdirSync(state).filter((name) => name.startsWith('watch.'))).not.toContain(
      `watch.${String(answer.at('job'))}`,
    );
  }
});

test('confirm: hosts that hear nothing go back by themselves, while every worker is dead', async () => {
  const before = estate.hosts.map(({ app }) => liveOf(app));
  const slow = estate.hosts[0]!;
  fillUpdateDirectory(estate, `${version}.0.0`, { [slow.app.name]: 'fail=500' });
  const id = (await estate.rex({ action: 'release', k: slow.app.name, confirm: '3', async: '1' })).at('job');
  await until('the switch', 20, () => Promise.resolve(liveOf(slow.app).program !== before[0]!.program));
  for (const child of estate.workers) child.kill('SIGKILL');
  await until('the host going back', 20, () => Promise.resolve(liveOf(slow.app).program === before[0]!.program));
  await until('the application running again', 10, async () => (await estate.served(slow)) !== null);
  estate.startWorker('worker3');
  const end = await settledJob(estate, id);
  expect(end.at('apps.0.standing')).toBe('restored');
  expect(liveOf(slow.app)).toEqual(before[0]);
});
