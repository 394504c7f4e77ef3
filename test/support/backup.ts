import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { root } from './root.js';

/** What a backup or a restore came to. */
export interface ProgramEnd {
  status: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** A backup or a restore while it runs. */
export interface RunningProgram {
  child: ChildProcess;
  ended: Promise<ProgramEnd>;
}

/** Starts `rexflow backup` or `rexflow restore` on a configuration. */
export function beginProgram(
  name: 'backup' | 'restore',
  config: string,
  words: readonly string[],
  more: Record<string, string> = {},
): RunningProgram {
  const child = spawn(process.execPath, [join(root, `dist/programs/${name}.js`), ...words], {
    env: { ...process.env, LC_ALL: 'C.UTF-8', REXFLOW_CONFIG: config, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<ProgramEnd>((resolve) => {
    child.once('close', (status, signal) => resolve({ status, signal, stdout, stderr }));
  });
  return { child, ended };
}

/** Runs one of them to its end. */
export const runProgram = async (...given: Parameters<typeof beginProgram>): Promise<ProgramEnd> =>
  await beginProgram(...given).ended;
