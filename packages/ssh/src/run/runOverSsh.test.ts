import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { script, succeeded } from '#shell';
import { createSsh } from '../createSsh.js';
import { descendants, isAlive, startTestSshd, testOptions, type TestSshd, until } from '../sshd.fixture.js';
import type { SshClient } from '../ssh.js';

let sshd: TestSshd;
let ssh: SshClient;
const deadlineMs = 20_000;

beforeAll(async () => {
  sshd = await startTestSshd('127.0.0.31');
  ssh = createSsh(testOptions());
});
afterAll(async () => {
  await ssh.close();
  await sshd.stop();
});

const pidsIn = (file: string): number[] => readFileSync(file, 'utf8').trim().split('\n').map(Number);
const written = (file: string, count: number): Promise<void> =>
  until(() => {
    try {
      return pidsIn(file).length >= count;
    } catch {
      return false;
    }
  });

test('exit status, stdout and stderr come back, apart from each other', async () => {
  const result = await ssh.run(sshd.target, { script: 'echo out; echo err >&2; exit 7', deadlineMs });
  expect(result).toMatchObject({ exitCode: 7, signal: null, stdout: 'out\n', stderr: 'err\n' });
  expect(result).toMatchObject({ timedOut: false, cancelled: false, connectionLost: false });
});

test('a script made by the shell room runs to its end, and no script at all succeeds', async () => {
  const made = script('printf "%s" "$value"', { value: "it's $HOME\n`id`" });
  expect((await ssh.run(sshd.target, { script: made, deadlineMs })).stdout).toBe("it's $HOME\n`id`");
  expect(succeeded(await ssh.run(sshd.target, { deadlineMs }))).toBe(true);
});

test('a command ended by a signal tells which', async () => {
  const result = await ssh.run(sshd.target, { script: 'kill -s TERM $$; sleep 60', deadlineMs });
  expect(result).toMatchObject({ exitCode: null, signal: 'SIGTERM', timedOut: false, connectionLost: false });
});

test('the script stands in no argument list', async () => {
  const result = await ssh.run(sshd.target, { script: `word=se-cret; tr '\\0' ' ' </proc/$$/cmdline`, deadlineMs });
  expect(result.stdout).toBe('sh -s ');
});

test('lines come as they are printed, whole even where a character arrives in two pieces', async () => {
  const lines: string[] = [];
  const printed = String.raw`printf 'eins\n\303'; sleep 0.2; printf '\244\nlast'`;
  const result = await ssh.run(sshd.target, { script: printed, deadlineMs, onLine: (line) => lines.push(line) });
  expect(lines).toEqual(['eins', 'ä', 'last']);
  expect(result.stdout).toBe('eins\nä\nlast');
});

test('of a big output the end is kept, and nothing of it is lost on the way', async () => {
  let count = 0;
  const many = 'seq 1 1000000';
  const result = await ssh.run(sshd.target, { script: many, deadlineMs, maxOutput: 1000, onLine: () => (count += 1) });
  expect(count).toBe(1_000_000);
  expect(result.stdout).toHaveLength(1000);
  expect(result.stdout.endsWith('\n999999\n1000000\n')).toBe(true);
});

test('a daemon that keeps stdout open does not keep the result', async () => {
  const result = await ssh.run(sshd.target, { script: 'sleep 300 & echo $!; exit 3', deadlineMs });
  const daemon = Number(result.stdout);
  expect(isAlive(daemon)).toBe(true);
  process.kill(daemon, 'SIGKILL');
  expect(result).toMatchObject({ exitCode: 3, timedOut: false, connectionLost: false });
  expect(result.durationMs).toBeLessThan(5_000);
});

test('the deadline ends the whole process group, also what does not listen to TERM', async () => {
  const file = join(sshd.dir, 'deadline');
  const stubborn = `sh -c 'trap "" TERM; echo $$ >>"$0"; while :; do sleep 1; done' ${file} & echo $$ >>${file}; wait`;
  const result = await ssh.run(sshd.target, { script: stubborn, deadlineMs: 1_000 });
  expect(result).toMatchObject({ timedOut: true, cancelled: false, connectionLost: false });
  const pids = pidsIn(file);
  expect(pids).toHaveLength(2);
  await until(() => !pids.some(isAlive));
});

test('a caller who gives up ends the command', async () => {
  const file = join(sshd.dir, 'abort');
  const control = new AbortController();
  const script = `echo $$ >${file}; sleep 300 & echo $! >>${file}; wait`;
  const running = ssh.run(sshd.target, { script, deadlineMs, signal: control.signal });
  await written(file, 2);
  control.abort();
  expect(await running).toMatchObject({ timedOut: false, cancelled: true, connectionLost: false, signal: 'SIGTERM' });
  expect(pidsIn(file).some(isAlive)).toBe(false);
});

test('a caller who gives up before the command has told its process id ends it all the same', async () => {
  const control = new AbortController();
  const before = (): Promise<void> => Promise.resolve(control.abort());
  const running = ssh.run(sshd.target, { script: 'sleep 300', deadlineMs, signal: control.signal, before });
  expect(await running).toMatchObject({ cancelled: true, connectionLost: false, signal: 'SIGTERM' });
});

test('a caller who has given up already does not even connect', async () => {
  const nowhere = { ...sshd.target, address: '127.0.0.250' };
  const running = ssh.run(nowhere, { deadlineMs, signal: AbortSignal.abort() });
  await expect(running).rejects.toMatchObject({ code: 'CANCELLED' });
});

test('a broken connection is told as such, and the next command gets a new one', async () => {
  const file = join(sshd.dir, 'lost');
  const running = ssh.run(sshd.target, { script: `echo $$ >${file}; exec sleep 300`, deadlineMs });
  await written(file, 1);
  const [command] = pidsIn(file);
  for (const pid of descendants(sshd.pid).filter((pid) => pid !== command)) process.kill(pid, 'SIGKILL');
  expect(await running).toMatchObject({ exitCode: null, connectionLost: true, timedOut: false, cancelled: false });
  process.kill(command!, 'SIGKILL');
  expect(await ssh.run(sshd.target, { script: 'exit 4', deadlineMs })).toMatchObject({ exitCode: 4 });
});

test('what a login script prints is not taken for output', async () => {
  const noisy = await startTestSshd('127.0.0.31', ['ForceCommand echo noise; eval "$SSH_ORIGINAL_COMMAND"']);
  try {
    expect(await ssh.run(noisy.target, { script: 'echo clean', deadlineMs })).toMatchObject({ stdout: 'clean\n' });
  } finally {
    await noisy.stop();
  }
});
