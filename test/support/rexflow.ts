import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { quote } from '#shell';
import type { Estate } from './estate.js';
import { root } from './root.js';
import { until } from './until.js';

/** What a call of the command came to. */
export interface Called {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** The command while it runs. */
export interface Running {
  child: ChildProcess;
  stdout(): string;
  stderr(): string;
  ended: Promise<Called>;
  /** Waits until stdout holds this. */
  shows(what: RegExp, seconds?: number): Promise<void>;
}

const program = join(root, 'apps/cli/rexflow.mjs');

/** Somebody who has the command, with a home of its own. */
export function callerOf(estate: Estate, more: Record<string, string> = {}) {
  const home = mkdtempSync(join(estate.dir, 'home-'));
  const env: Record<string, string> = {
    ...{ PATH: `${process.env.PATH}`, HOME: home, TERM: 'xterm', TMPDIR: estate.dir, LC_ALL: 'C.UTF-8' },
    ...more,
  };
  function begin(command: string, args: readonly string[], input?: string): Running {
    const child = spawn(command, args, {
      cwd: home,
      env,
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    child.stdin?.end(input);
    let [stdout, stderr] = ['', ''];
    child.stdout!.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr!.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const ended = new Promise<Called>((resolve) =>
      child.once('close', (status) => {
        resolve({ status, stdout, stderr });
      }),
    );
    return {
      child,
      stdout: () => stdout,
      stderr: () => stderr,
      ended,
      shows: async (what, seconds = 30) => {
        await until(`the command showing ${what}`, seconds, () => Promise.resolve(what.test(stdout)));
      },
    };
  }
  const start = (...args: string[]): Running => begin(process.execPath, [program, ...args]);
  return {
    home,
    env,
    /** Begins a call without a terminal. */
    start,
    /** Begins a call on a pseudo-terminal of this size; everything it writes is stdout. */
    startOnTerminal: (columns: number, lines: number, ...args: string[]): Running => {
      const words = [process.execPath, program, ...args].map(quote).join(' ');
      // script(1) hands its input on, so it gets one that does not end.
      return begin('script', ['-qec', `stty cols ${columns} rows ${lines}; exec ${words}`, '/dev/null']);
    },
    /** Carries out a call without a terminal. */
    call: (...args: string[]): Promise<Called> => start(...args).ended,
    /** The same with this on stdin. */
    feed: (input: string, ...args: string[]): Promise<Called> =>
      begin(process.execPath, [program, ...args], input).ended,
    /** Carries out text by bash, which knows the command by its name. */
    bash: (text: string): Promise<Called> => begin('bash', ['--norc', '--noprofile', '-c', text]).ended,
  };
}
export type Caller = ReturnType<typeof callerOf>;
