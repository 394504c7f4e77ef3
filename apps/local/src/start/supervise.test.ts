import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pauseAfter, supervise, type Supervised } from './supervise.js';

let dir: string;
let supervised: Supervised | undefined;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rexflow-supervise-'));
});

afterEach(async () => {
  await supervised?.stop();
  rmSync(dir, { recursive: true, force: true });
});

const pids = (): number[] => {
  try {
    return readFileSync(join(dir, 'pids'), 'utf8').trim().split('\n').map(Number);
  } catch {
    return [];
  }
};

test('a program that falls is started again, and stays down when it is told to stop', async () => {
  const lines: string[] = [];
  const words = ['sh', '-c', `echo $$ >>'${dir}/pids'; exec sleep 600`];
  supervised = await supervise({ name: 'sleeper', words, patienceMs: 1_000, tell: (line) => lines.push(line) });
  await expect.poll(pids).toHaveLength(1);
  process.kill(pids()[0]!, 'SIGKILL');
  expect(await supervised.fell).toBe('sleeper was ended by SIGKILL');
  await expect.poll(pids, { timeout: 5_000 }).toHaveLength(2);
  await supervised.stop();
  expect(() => process.kill(pids()[1]!, 0)).toThrow('ESRCH');
  expect(lines).toEqual(['sleeper was ended by SIGKILL; starting it again in 0.5 s']);
});

test('the pauses between starts grow to ten seconds', () => {
  expect([1, 2, 3, 5, 6, 50].map(pauseAfter)).toEqual([500, 1_000, 2_000, 8_000, 10_000, 10_000]);
});
