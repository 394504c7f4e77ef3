import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { clockOf } from './clockOf.js';
import { createPackages } from '../store/packages.js';
import { createStore } from '../store/store.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rexflow-clock-'));
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(dir, { recursive: true });
});
const receiving = { name: null, maxBytes: 1000, sha256: null };

test('a directory tells its time, and nothing is left of the question', async () => {
  const at = await clockOf(join(dir, 'new'));
  expect(Math.abs(at.getTime() - Date.now())).toBeLessThan(60_000);
  expect(readdirSync(join(dir, 'new'))).toEqual([]);
});

test('a process whose clock is 40 days ahead removes nothing that is new, and dates nothing in the future', async () => {
  const packages = createPackages(dir);
  const store = createStore(dir);
  const { found } = await packages.receive(Readable.from(['bytes']), receiving);
  await store.workspace('job.1');
  const ahead = Date.now() + 40 * 86_400_000;
  vi.useFakeTimers({ toFake: ['Date'], now: ahead });
  expect(await packages.prune([], 3_600_000)).toEqual([]);
  expect(await store.prune([])).toEqual([]);
  await packages.use(found.id);
  expect(statSync(join(dir, '.packages', found.id)).mtimeMs).toBeLessThan(ahead - 86_400_000);
});
