import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { claimDirectory } from './claimDirectory.js';
import { endProcess } from './endProcess.js';
import { launch } from './launch.js';
import { alive, bornAt } from './processTable.js';

const root = mkdtempSync(join(tmpdir(), 'rexflow-launch-'));
const pids: number[] = [];

afterEach(() => Promise.all(pids.splice(0).map((pid) => endProcess(pid, 100))));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function sleeper(cwd: string, script = 'exec sleep 600'): number {
  const child = spawn('sh', ['-c', script], { cwd, stdio: 'ignore', detached: true });
  pids.push(child.pid!);
  return child.pid!;
}

const entry = (pid: number, parent: number, parentBorn: string | null): string =>
  JSON.stringify({ pid, parent, parentBorn });

test('what an ended parent left behind in the directory is ended before the next start', async () => {
  const dir = await claimDirectory(join(root, 'stale'), 'thing');
  const left = sleeper(dir);
  // This process as the parent, but born at another time: its number has been given out again.
  writeFileSync(join(dir, 'thing.pid'), entry(left, process.pid, '1'));
  await claimDirectory(dir, 'thing');
  expect(alive(left)).toBe(false);
});

test('a pid file whose number now belongs to a process elsewhere ends nobody', async () => {
  const dir = await claimDirectory(join(root, 'reused'), 'thing');
  const stranger = sleeper('/');
  writeFileSync(join(dir, 'thing.pid'), entry(stranger, process.pid, '1'));
  await claimDirectory(dir, 'thing');
  expect(alive(stranger)).toBe(true);
});

test('what a living parent runs in the directory is left alone', async () => {
  const dir = await claimDirectory(join(root, 'taken'), 'thing');
  const running = sleeper(dir);
  writeFileSync(join(dir, 'thing.pid'), entry(running, process.pid, bornAt(process.pid)));
  await expect(claimDirectory(dir, 'thing')).rejects.toThrow(`thing is already running in ${dir}`);
  expect(alive(running)).toBe(true);
});

test('a program that ends early brings the end of its log into the error', async () => {
  const words = ['sh', '-c', 'echo no such luck >&2; exit 3'];
  const start = launch({ name: 'early', dir: root, words, ready: () => Promise.resolve(false) });
  await expect(start).rejects.toThrow(/early ended with status 3[^]*no such luck/);
});

test('a program that is not ready in time is ended, even one that does not listen', async () => {
  const words = ['sh', '-c', 'echo $$ >pid; trap "" TERM; while :; do sleep 0.05; done'];
  const start = launch({ name: 'late', dir: root, words, ready: () => Promise.resolve(false), patienceMs: 300 });
  const late = start.catch((error: unknown) => error);
  // Its own patience with SIGTERM is long; help it along as soon as it has been asked once.
  await expect.poll(() => readFileSync(join(root, 'pid'), 'utf8')).toMatch(/\d/);
  const pid = Number(readFileSync(join(root, 'pid'), 'utf8'));
  await endProcess(pid, 500);
  expect(alive(pid)).toBe(false);
  expect(String(await late)).toMatch(/late (was not ready|was ended)/);
});

test('a program that does not exist says so', async () => {
  const start = launch({ name: 'none', dir: root, words: ['no-such-program'], ready: () => Promise.resolve(false) });
  await expect(start).rejects.toThrow(/none ended[^]*no-such-program/);
});
