import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { boundCommand } from '#provision';
import { expect, test } from 'vitest';
import { root } from './support/root.js';

const program = join(root, 'dist/test/faults/main.js');

interface Line {
  type: 'round' | 'kind' | 'fixture' | 'looks';
  perSecond?: number;
  kind: string;
  rounds: number;
  violations: unknown;
  skipped: string | null;
}

/** Runs the program with a seed that is told, as `npm run faults` does; what it says about violations comes along. */
async function faults(...args: string[]): Promise<{ status: number | null; lines: Line[]; told: string }> {
  const [node, ...words] = await boundCommand([process.execPath, '--enable-source-maps', program, '--json', ...args]);
  const child = spawn(node!, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, told] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (told += chunk));
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  const lines = stdout.split('\n').filter((line) => line !== '');
  return { status, lines: lines.map((line) => JSON.parse(line) as Line), told };
}

test('no promise is broken by one round of every kind of fault', { timeout: 400_000 }, async () => {
  expect(existsSync(program), 'npm run build makes it').toBe(true);
  const { status, lines, told } = await faults('--jobs', '6', '--seed', 'short');
  const kinds = lines.filter(({ type }) => type === 'kind');
  for (const { kind, skipped } of kinds)
    if (skipped !== null) process.stderr.write(`the fault ${kind} is not shown here: ${skipped}\n`);
  expect({ status, broken: kinds.filter(({ violations }) => violations !== 0) }, told).toEqual({
    status: 0,
    broken: [],
  });
  // The seed has some of them with data that outlives releases and with hooks, and some without.
  const fixtures = lines.filter(({ type }) => type === 'fixture');
  expect(fixtures.map(({ kind, rounds }) => [kind, rounds > 10])).toEqual([
    ['plain', true],
    ['keeping', true],
  ]);
  // A reader that hardly looks sees nothing wrong; one that looks seldom is told of.
  const { perSecond } = lines.find(({ type }) => type === 'looks')!;
  expect(perSecond).toBeGreaterThan(1000);
  expect(told.includes('a reader that looks less than 5,000 times')).toBe(perSecond! < 5000);
  const all = kinds.find(({ kind }) => kind === 'all')!;
  expect(all.rounds + kinds.filter(({ skipped, kind }) => skipped !== null && kind !== 'all').length).toBe(
    kinds.length - 1,
  );
});

test('an unknown kind is refused', async () => {
  expect(await faults('--kinds', 'nonsense')).toMatchObject({ status: 2, told: expect.stringMatching(/nonsense/) });
});
