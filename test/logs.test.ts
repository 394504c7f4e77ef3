import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEstate, until, type Estate } from './support/estate.js';
import { fillUpdateDirectory } from './support/update.js';

let estate: Estate;
beforeAll(async () => {
  estate = await startEstate({ apps: [{}, {}] });
});
afterAll(async () => {
  await estate?.stop();
});

type Line = Record<string, unknown> & { msg: string };
const linesOf = (name: string): Line[] =>
  estate
    .logs(name)
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line);
/** A line takes its time from a program to the file. */
const seen = (name: string, like: (line: Line) => boolean): Promise<true> =>
  until(`a line of ${name}`, 10, () => Promise.resolve(linesOf(name).some(like)));
async function about(name: string, job: string, last: string): Promise<Line[]> {
  await seen(name, ({ request, msg }) => request === job && msg === last);
  return linesOf(name).filter(({ request }) => request === job);
}

async function release(version: string, more: Record<string, string> = {}): Promise<string> {
  fillUpdateDirectory(estate, version, more);
  return String((await estate.rex({ action: 'release', k: 'server', policy: 'stop' })).at('job'));
}

test('the log tells the story of a release, each line with the request, the release, the app and the host it is about', async () => {
  const job = await release('2.0.0');
  const [accepted, ...others] = await about('gateway', job, 'accepted');
  expect(others).toEqual([]);
  const stamp = expect.stringMatching(/^\d{8}_\d{6}$/) as unknown;
  const request = { request: job, action: 'release', release: stamp };
  expect(accepted).toMatchObject({ ...request, msg: 'accepted', caller: 'admin', apps: ['server1', 'server2'] });
  const lines = await about('worker1', job, 'settled');
  for (const line of lines) expect(line).toMatchObject(request);
  const phases = lines.filter(({ msg }) => msg.startsWith('phase ')).map(({ msg, phase }) => `${msg} ${String(phase)}`);
  expect(phases).toEqual(
    ['stage', 'prepare', 'activate'].flatMap((name) => [`phase begins ${name}`, `phase ended ${name}`]),
  );
  for (const [index, { app }] of estate.hosts.entries()) {
    const steps = lines.filter((line) => line.app === `server${index + 1}`);
    expect(steps.map(({ step }) => step)).toEqual(expect.arrayContaining(['inspect', 'carry', 'activate', 'probe']));
    for (const step of steps) {
      expect(step).toMatchObject({
        msg: 'step done',
        host: app.host,
        phase: expect.any(String),
        ms: expect.any(Number),
      });
    }
  }
  expect(lines.at(-1)).toMatchObject({ msg: 'settled', outcome: 'done', ms: expect.any(Number) });
});

test('what failed is told with its code, where it failed and for the whole', async () => {
  const lines = await about('worker1', await release('3.0.0', { server2: 'fail=exit' }), 'settled');
  const failed = lines.filter(({ code }) => code === 'START_FAILED');
  const host = estate.hosts[1]!.app.host;
  expect(failed).toContainEqual(expect.objectContaining({ app: 'server2', host, phase: 'activate', level: 40 }));
  expect(failed).toContainEqual(expect.objectContaining({ msg: 'phase ended', phase: 'activate', outcome: 'failed' }));
  expect(failed.at(-1)).toMatchObject({ msg: 'settled', outcome: 'partial' });
});

test('one word for one thing in every line of both programs', async () => {
  await estate.call('/v1/sessions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'perhaps-a-password', password: 'wrong' }),
  });
  await seen('gateway', ({ msg, outcome }) => msg === 'sign-in' && outcome === 'failed');
  const lines = [...linesOf('gateway'), ...linesOf('worker1')];
  expect(lines.length).toBeGreaterThan(30);
  const names = new Set(lines.flatMap((line) => Object.keys(line)));
  for (const other of ['job', 'requestId', 'appKey', 'app_key', 'user', 'seconds'])
    expect([...names]).not.toContain(other);
  expect(JSON.stringify(lines)).not.toContain('perhaps-a-password');
  for (const line of lines.filter(({ app }) => app !== undefined))
    expect(line).toMatchObject({ request: expect.any(String) });
});
