import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startEstate, until, type Answer, type Estate } from './support/estate.js';
import { holdStage, holdStart, type Gate } from './support/gate.js';
import { askJob, settledJob } from './support/job.js';
import { callerOf, type Caller } from './support/rexflow.js';
import { expectRest, held } from './support/scene.js';
import { fillUpdateDirectory } from './support/update.js';

// Hosts that go out of service while a request waits.
vi.setConfig({ testTimeout: 240_000 });

let estate: Estate;
let caller: Caller;
let version = 1;
const gates: Gate[] = [];
beforeAll(async () => {
  estate = await startEstate({
    apps: [{}, {}, {}],
    config: { release: { start: 120, start_attempts: 1 }, lease: { life: 6 } },
  });
  caller = callerOf(estate, { REXFLOW_URL: estate.url, REXFLOW_TOKEN: estate.token });
});
afterAll(async () => {
  await estate?.stop();
});
afterEach(async () => {
  for (const gate of gates.splice(0)) await gate.open();
  await caller.call('hold', '--release');
  for (const name of ['server1', 'server2', 'server3']) await bring('in', name);
  await expectRest(estate);
});

const hostOf = (name: string): string => estate.hosts.find(({ app }) => app.name === name)!.app.host;
const bring = async (way: 'in' | 'out', name: string): Promise<string> =>
  (await caller.call('host', way, hostOf(name), ...(way === 'out' ? ['--reason', 'disk'] : []))).stdout;
const keep = (gate: Gate): Gate => {
  gates.push(gate);
  return gate;
};
const open = async (): Promise<void> => {
  for (const gate of gates.splice(0)) await gate.open();
};
const post = async (parameters: Record<string, string> = {}): Promise<unknown> => {
  fillUpdateDirectory(estate, `${++version}.0.0`);
  return await again(parameters);
};
/** What the update directory holds: somebody may be reading it. */
const again = async (parameters: Record<string, string>): Promise<unknown> => {
  const answer = await estate.rex({ action: 'release', k: 'server', async: '1', ...parameters });
  expect(answer.status, JSON.stringify(answer.body)).toBe(202);
  return answer.at('job');
};
const v1 = (path: string): Promise<Answer> =>
  estate.call(`/v1/${path}`, { headers: { authorization: `Bearer ${estate.token}` } });
const viewOf = async (id: unknown): Promise<Record<string, unknown>> =>
  (await v1(`releases/${String(id)}`)).body as Record<string, unknown>;
const running = async (): Promise<(string | undefined)[]> =>
  Promise.all(estate.hosts.map(async (host) => (await estate.served(host))?.version));
const inPhase = (id: unknown, phase: string): Promise<unknown> =>
  until(`the phase ${phase}`, 60, async () => (await askJob(estate, id)).at('phase') === phase);
const saidOf = (name: string) =>
  expect.stringMatching(
    new RegExp(`^skipped: ${name}, since ${hostOf(name).replaceAll('.', '\\.')} is out of service \\(disk; admin, `),
  );

test('a host that goes out of service between batches is left out, as if it had been out before', async () => {
  expect((await settledJob(estate, await post())).at('outcome')).toBe('done');
  const before = await running();
  keep(holdStart(estate.hosts[0]!));
  fillUpdateDirectory(estate, `${++version}.0.0`);
  const answering = estate.rex({ action: 'release', k: 'server', batch: '1' });
  const id = await until('the release', 20, async () => {
    const [row] = await estate.rows("SELECT id FROM rexflow_requests WHERE state <> 'settled'");
    return row?.id as unknown;
  });
  await inPhase(id, 'activate');
  // What is being switched is finished, what waits is left out.
  const told = await bring('out', 'server2');
  expect(told).toMatch(/^server2 is in hand: release by admin leaves it out, unless its switching has begun/m);
  await bring('out', 'server1');
  await open();
  const answer = await answering;
  expect(answer.at('code'), JSON.stringify(answer.body)).toBe('0');
  expect(answer.at('data.skipped')).toEqual({ '0': 'server2' });
  expect(await running()).toEqual([`${version}.0.0`, before[1], `${version}.0.0`]);
  const view = await viewOf(id);
  expect(view).toMatchObject({
    ...{ outcome: 'done', skipped: ['server2'], warnings: [saidOf('server2')], mixed: null },
    apps: [{ app: 'server1' }, { app: 'server3' }],
  });
  const events = (await v1(`releases/${String(id)}/events`)).at('items') as { kind: string; data: object }[];
  expect(events.filter(({ kind }) => kind === 'skipped')).toMatchObject([
    { data: { apps: ['server2'], reasons: [saidOf('server2')] } },
  ]);
  const plain = await caller.call('logs', String(id));
  expect(plain.stdout).toMatch(/server2, since \S+ is out of service/);
  const listed = ((await v1('releases?limit=1')).at('items') as { apps: string[] }[])[0]!;
  expect(listed.apps).toEqual(['server1', 'server3']);
  // What had been sent there is taken away by the next release of it.
  await bring('in', 'server2');
  await bring('in', 'server1');
  expect((await settledJob(estate, await post())).at('outcome')).toBe('done');
  expect(await running()).toEqual(Array.from({ length: 3 }, () => `${version}.0.0`));
  const [{ stamp }] = (await estate.rows('SELECT stamp FROM rexflow_requests WHERE id = ?', [id])) as [
    { stamp: string },
  ];
  const lying = estate.hosts.map(({ app }) => readdirSync(app.dir).filter((name) => name.endsWith(stamp)));
  expect(
    lying.map((names) => names.length > 0),
    JSON.stringify(lying),
  ).toEqual([true, false, true]);
});

test('what is left out when the leases are granted stays so when the worker dies, though its host is back by then', async () => {
  keep(holdStart(estate.hosts[0]!));
  const first = await post();
  await inPhase(first, 'activate');
  const start = gates.splice(0);
  keep(await holdStage(estate));
  const second = await post({ queue: '1' });
  const alone = await post({ queue: '1', k: 'server3' });
  await bring('out', 'server3');
  for (const gate of start) await gate.open();
  expect((await settledJob(estate, first)).at('outcome')).toBe('done');
  await inPhase(second, 'stage');
  // Its lease is free: whoever waits for that host alone is told, while the other is at work.
  expect((await settledJob(estate, alone)).at('outcome')).toBe('failed');
  expect(await held(estate)).not.toContain('lease of server3');
  const recorded = (await viewOf(second)).skipped;
  expect(recorded).toEqual(['server3']);
  estate.workers[0]!.kill('SIGKILL');
  await once(estate.workers[0]!, 'exit');
  await bring('in', 'server3');
  estate.startWorker('worker2');
  await open();
  const ended = await settledJob(estate, second);
  expect(ended.at('outcome'), JSON.stringify(ended.body)).toBe('done');
  expect(await viewOf(second)).toMatchObject({ skipped: ['server3'], warnings: [saidOf('server3')] });
  expect(await running()).toEqual([`${version}.0.0`, `${version}.0.0`, `${version - 2}.0.0`]);
});

test('a request that waits for nothing but hosts that went out ends as it would be refused', async () => {
  keep(await holdStage(estate));
  const first = await post();
  await inPhase(first, 'stage');
  await estate.sql.query("UPDATE pre_server_detail SET local_pro_cmd = ''");
  const second = await again({ queue: '1', k: 'server3' });
  const before = await running();
  await bring('out', 'server3');
  await open();
  const [one, two] = await Promise.all([settledJob(estate, first), settledJob(estate, second)]);
  // Its stage had begun: the host is left out before anything is done there.
  expect(one.at('outcome'), JSON.stringify(one.at('trouble'))).toBe('done');
  expect((await viewOf(first)).skipped).toEqual(['server3']);
  expect(two.at('outcome')).toBe('failed');
  expect(await viewOf(second)).toMatchObject({
    ...{ outcome: 'failed', skipped: ['server3'], mixed: null },
    trouble: { code: 'HOST_OUT_OF_SERVICE', message: expect.stringContaining('rexflow host in') },
  });
  expect((await running())[2]).toBe(before[2]);
});
