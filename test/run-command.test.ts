import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callerOf, type Caller } from './support/rexflow.js';
import { askJson } from './support/described.js';
import { startEstate, type Answer, type Estate } from './support/estate.js';
import { until } from './support/until.js';

let estate: Estate;
let caller: Caller;
beforeAll(async () => {
  estate = await startEstate({ apps: [{}, {}, {}], config: { rex: { answers: 'native' } } });
  caller = callerOf(estate, { REXFLOW_URL: estate.url, REXFLOW_TOKEN: estate.token });
});
afterAll(async () => {
  await estate?.stop();
});

const hostOf = (index: number): string => estate.hosts[index]!.app.host;
const settled = async (id: string): Promise<Answer> => {
  const follow = await fetch(`${estate.url}/v1/releases/${id}/events`, {
    headers: { authorization: `Bearer ${estate.token}`, accept: 'text/event-stream' },
  });
  await follow.text();
  return await askJson(estate, 'GET', `/v1/releases/${id}`);
};
const begin = async (body: Record<string, unknown>): Promise<string> => {
  const answer = await askJson(estate, 'POST', '/v1/runs', body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(202);
  return String(answer.at('id'));
};

interface Part {
  app: string;
  outcome: string;
  facts: { stdout: string; stderr: string; exitCode: number | null; seconds: number | null };
  trouble: { code: string } | null;
}
const partsOf = async (id: string): Promise<Part[]> => (await settled(id)).at('apps') as Part[];

test('/rex answers as the original, one document for all hosts, with what it left out', async () => {
  const H = `${hostOf(0)} ${hostOf(1)}`;
  const answer = await estate.rex({ action: 'Common:Use:run', H, cmd: 'echo out; echo err >&2' });
  const node = (index: number) => ({ stdout: 'out', server: hostOf(index), stderr: 'err', exitCode: 0 });
  expect(answer.body).toMatchObject({
    code: 0,
    data: { code: '0', msg: '成功', data: [node(0), node(1)] },
    parseparameters: { precmd: `-H "${H}"`, requestCmd: expect.stringMatching(/^Common:Use:run,--cmd=/) as string },
  });
  expect(answer.at('data.data.0.seconds')).toBeTypeOf('number');
  expect((await estate.rex({ action: 'Common:Use:run', cmd: 'id' })).body).toMatchObject({
    code: -1,
    error: { code: 'PARAMETER_MISSING' },
  });
  expect((await estate.rex({ action: 'Common:Use:run', H: 'nowhere', cmd: 'id' })).body).toMatchObject({
    error: { code: 'HOST_UNKNOWN' },
  });
});

test('hosts by their group, each once; how many at once is bounded', async () => {
  const at = join(estate.dir, 'at-once');
  const command = `mkdir ${at} || exit 9; sleep 0.2; rmdir ${at}`;
  const parts = await partsOf(await begin({ hosts: 'server', parallel: 1, command }));
  expect(parts.map(({ facts }) => facts.exitCode)).toEqual([0, 0, 0]);
});

test('what it writes is seen while it runs, at a terminal, too', async () => {
  const go = join(estate.dir, 'go');
  const id = await begin({
    apps: 'server1',
    command: `echo first; until [ -e ${go} ]; do sleep 0.05; done; echo last`,
  });
  const logged = async (): Promise<string[]> => {
    const page = await askJson(estate, 'GET', `/v1/releases/${id}/logs`);
    return (page.at('items') as { text: string; stream: string }[])
      .filter(({ stream }) => stream === 'out')
      .map(({ text }) => text);
  };
  await until('the first line', 10, async () => (await logged()).includes('first'));
  expect(existsSync(go)).toBe(false);
  await caller.call('run', 'server2', '--', `touch ${go}`);
  expect((await partsOf(id))[0]!.facts.stdout).toBe('first\nlast\n');
  expect(await logged()).toEqual(['first', 'last']);
  const shown = await caller.call('run', '--hosts', hostOf(0), hostOf(1), '--within', '20s', '--', 'seq 1 3; exit 4');
  expect(shown.status).toBe(7);
  for (const host of [hostOf(0), hostOf(1)])
    expect(shown.stdout.split('\n').filter((line) => line.startsWith(`${host} | `))).toEqual(
      ['1', '2', '3', '(exit status 4)'].map((line) => `${host} | ${line}`),
    );
});

test('a command that hangs, writes without end, forks or kills its shell ends, with all it began', async () => {
  const pids = join(estate.dir, 'pids');
  const hanging = `trap '' TERM; sleep 600 & echo $! >>${pids}; echo $$ >>${pids}; while :; do sleep 1; done`;
  const ids = await Promise.all([
    begin({ apps: 'server1', within: 1, command: hanging }),
    begin({ apps: 'server1', command: 'yes | head -c 1000000000' }),
    begin({ apps: 'server2', command: `sleep 600 & echo $! >>${pids}; echo ended` }),
    begin({ apps: 'server2', command: 'kill -9 $$' }),
  ]);
  const [hung, wrote, forked, killed] = (await Promise.all(ids.map(partsOf))).map(([part]) => part!) as [
    Part,
    Part,
    Part,
    Part,
  ];
  expect(hung).toMatchObject({ outcome: 'failed', facts: { stdout: '' } });
  expect(['DEADLINE', 'COMMAND_FAILED']).toContain(hung.trouble!.code);
  expect(wrote).toMatchObject({ outcome: 'done', facts: { exitCode: 0 } });
  expect(wrote.facts.stdout.length).toBeLessThan(1_100_000);
  expect(wrote.facts.stdout).toMatch(/^y\n[^]*\n\[\.\.\.\]\n[^]*y\n$/);
  expect(forked).toMatchObject({ outcome: 'done', facts: { stdout: 'ended\n' } });
  expect(killed).toMatchObject({ trouble: { code: 'COMMAND_FAILED' }, facts: { exitCode: 137 } });
  const begun = readFileSync(pids, 'utf8').trim().split('\n');
  expect(begun).toHaveLength(3);
  await until('the end of all it began', 10, () => Promise.resolve(begun.every((pid) => !existsSync(`/proc/${pid}`))));
});

test('a hold refuses it, a host that is away fails alone, and who ran what where is in the audit', async () => {
  expect((await caller.call('hold', '--reason', 'fire')).status).toBe(0);
  const held = await askJson(estate, 'POST', '/v1/runs', { hosts: hostOf(0), command: 'id' });
  expect([held.status, held.at('code')]).toEqual([503, 'HOLD']);
  expect((await caller.call('hold', '--release')).status).toBe(0);
  await estate.hosts[2]!.sshd.stop();
  const parts = await partsOf(await begin({ apps: 'server', command: 'echo $((40 + 2))' }));
  expect(parts.map(({ trouble }) => trouble?.code ?? null)).toEqual([null, null, 'UNREACHABLE']);
  expect(parts[1]!.facts.stdout).toBe('42\n');
  await estate.hosts[2]!.openSshd();
  const audit = await askJson(estate, 'GET', '/v1/audit?action=Common%3AUse%3Arun');
  expect(audit.at('items.0')).toMatchObject({
    user: 'admin',
    details: { H: expect.any(String) as string, cmd: expect.any(String) as string },
  });
});

test.each([
  [{ command: 'id' }, 'apps'],
  [{ apps: 'server1', hosts: 'x', command: 'id' }, 'apps'],
])('%j is refused, naming the field', async (body, field) => {
  const answer = await askJson(estate, 'POST', '/v1/runs', body);
  expect([answer.status, answer.at('field')]).toEqual([400, field]);
});
