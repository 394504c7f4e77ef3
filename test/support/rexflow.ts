import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync } from 'node:fs';
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
  /** Types this on its terminal. */
  type(text: string): void;
  /** Waits until stdout holds this. */
  shows(what: RegExp, seconds?: number): Promise<void>;
}

const program = join(root, 'apps/cli/rexflow.mjs');

/** Somebody who has the command, as `npm link` gives it, and a home of its own. */
export function callerOf(estate: Estate, more: Record<string, string> = {}) {
  const home = mkdtempSync(join(estate.dir, 'home-'));
  const env: Record<string, string> = {
    ...{
      PATH: `${join(home, 'bin')}:${process.env.PATH}`,
      HOME: home,
      TERM: 'xterm',
      TMPDIR: estate.dir,
      LC_ALL: 'C.UTF-8',
    },
    ...more,
  };
  mkdirSync(join(home, 'bin'));
  symlinkSync(program, join(home, 'bin/rexflow'));
  function begin(command: string, args: readonly string[], input: 'nothing' | 'typing' | { text: string }): Running {
    const stdin = input === 'nothing' ? 'ignore' : 'pipe';
    const child = spawn(command, args, { cwd: home, env, stdio: [stdin, 'pipe', 'pipe'] });
    if (typeof input === 'object') child.stdin!.end(input.text);
    let [stdout, stderr] = ['', ''];
    child.stdout!.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr!.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const ended = new Promise<Called>((resolve) =>
      child.once('close', (status) => {
        child.stdin?.destroy();
        resolve({ status, stdout, stderr });
      }),
    );
    return {
      child,
      stdout: () => stdout,
      stderr: () => stderr,
      ended,
      type: (text) => void child.stdin!.write(text),
      shows: async (what, seconds = 30) => {
        await until(`the command showing ${what}`, seconds, () => Promise.resolve(what.test(stdout)));
      },
    };
  }
  const start = (...args: string[]): Running => begin(process.execPath, [program, ...args], 'nothing');
  return {
    home,
    /** Begins a call without a terminal. */
    start,
    /** Begins a call on a pseudo-terminal of this size; everything it writes is stdout. */
    startOnTerminal: (columns: number, lines: number, ...args: string[]): Running => {
      const words = [process.execPath, program, ...args].map(quote).join(' ');
      // script(1) hands its input on, so it gets one that does not end.
      return begin('script', ['-qec', `stty cols ${columns} rows ${lines}; exec ${words}`, '/dev/null'], 'typing');
    },
    /** Carries out a call without a terminal. */
    call: (...args: string[]): Promise<Called> => start(...args).ended,
    /** The same with this on stdin. */
    feed: (input: string, ...args: string[]): Promise<Called> =>
      begin(process.execPath, [program, ...args], { text: input }).ended,
    /** Carries out text by bash, which knows the command by its name. */
    bash: (text: string): Promise<Called> => begin('bash', ['--norc', '--noprofile', '-c', text], 'nothing').ended,
  };
}
export type Caller = ReturnType<typeof callerOf>;
