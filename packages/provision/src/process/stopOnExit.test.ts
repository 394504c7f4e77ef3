import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endProcess } from './endProcess.js';
import { alive } from './processTable.js';

const root = mkdtempSync(join(tmpdir(), 'rexflow-end-'));
const room = new URL('.', import.meta.url).pathname;
const started: number[] = [];

// A parent that starts something, tells its pid, and does what its argument says. It needs this room as plain JavaScript.
const parent = `import { launch } from './launch.js';
const ready = () => Promise.resolve(true);
const { pid } = await launch({ name: 'child', dir: process.argv[2], words: ['sleep', '600'], ready });
process.stdout.write(String(pid), () => {
  ({ exit: () => process.exit(0), throw: () => setTimeout(() => { throw new Error('unforeseen'); }), wait: () => setInterval(() => 0, 1000) })[process.argv[3]]();
});
`;

beforeAll(() => {
  for (const name of readdirSync(room).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))) {
    const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 };
    const { outputText } = ts.transpileModule(readFileSync(join(room, name), 'utf8'), { compilerOptions });
    writeFileSync(join(root, name.replace(/\.ts$/, '.js')), outputText);
  }
  writeFileSync(join(root, 'package.json'), '{"type":"module"}');
  writeFileSync(join(root, 'parent.js'), parent);
});

afterAll(async () => {
  await Promise.all(started.map((pid) => endProcess(pid, 100)));
  rmSync(root, { recursive: true, force: true });
});

test.each([
  { ending: 'an exit', does: 'exit', signal: null, status: 0 },
  { ending: 'an exception nobody caught', does: 'throw', signal: null, status: 1 },
  { ending: 'SIGINT', does: 'wait', signal: 'SIGINT', status: 130 },
  { ending: 'SIGTERM', does: 'wait', signal: 'SIGTERM', status: 143 },
  { ending: 'SIGKILL', does: 'wait', signal: 'SIGKILL', status: null },
] as const)('what was started is ended with its parent by $ending', async ({ ending, does, signal, status }) => {
  const dir = join(root, ending.replaceAll(' ', '-'));
  mkdirSync(dir);
  const program = spawn(process.execPath, [join(root, 'parent.js'), dir, does], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  started.push(program.pid!);
  const closed = new Promise((resolve) => program.once('close', resolve));
  const child = Number(await new Promise((resolve) => program.stdout.once('data', resolve)));
  started.push(child);
  if (signal) process.kill(program.pid!, signal);
  expect(await closed).toBe(status);
  await expect.poll(() => alive(child)).toBe(false);
});
