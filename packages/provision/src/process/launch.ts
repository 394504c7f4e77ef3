import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { forgetProcess, recordProcess } from './claimDirectory.js';
import { endProcess, signal } from './endProcess.js';
import { stopOnExit } from './stopOnExit.js';
import { findPrograms } from './findPrograms.js';
import { lastLinesOf } from './lastLinesOf.js';

/** A program to run in the foreground of its own session, and the check that it is ready. */
export interface Launch {
  name: string;
  /** Existing directory it works in; `<name>.log` and `<name>.pid` are written here. */
  dir: string;
  words: readonly string[];
  /** Called again and again until it resolves to true. */
  ready: () => Promise<boolean>;
  /** Milliseconds until it must be ready. */
  patienceMs?: number;
}

export interface RunningProcess {
  pid: number;
  /** Path of the file that holds everything it printed. */
  log: string;
  /** Resolves when it has ended, for whatever reason, with that reason. */
  ended: Promise<string>;
  /** Ends it by its pid; resolves when it is gone. */
  stop(): Promise<void>;
}

/**
 * A command that runs another one which the kernel ends with SIGTERM when the process that started it dies, even by SIGKILL.
 * The pid stays the same. Where the machine has no setpriv, the command as it is.
 */
export async function boundCommand(words: readonly string[]): Promise<string[]> {
  const setpriv = (await findPrograms(['setpriv'])).get('setpriv');
  return setpriv === undefined ? [...words] : [setpriv, '--pdeathsig', 'TERM', '--', ...words];
}

/**
 * Starts a program and waits until it is ready. It has a session of its own, so that a Ctrl-C reaches only us, who know
 * in which order to stop; and it is ended when we end. Throws, with the end of its log, when it ends early or is not
 * ready in time.
 */
export async function launch({ name, dir, words, ready, patienceMs = 60_000 }: Launch): Promise<RunningProcess> {
  const log = join(dir, `${name}.log`);
  const [program, ...rest] = await boundCommand(words);
  const output = openSync(log, 'a', 0o600);
  const child = spawn(program!, rest, { cwd: dir, detached: true, stdio: ['ignore', output, output] });
  closeSync(output);
  const ended = ending(child);
  if (child.pid === undefined) throw new Error(`${name} cannot be started: ${await ended}`);
  const running = keep(name, dir, child.pid, log, ended);
  const limit = Date.now() + patienceMs;
  let last: string | null = null;
  void ended.then((reason) => (last = reason));
  while (!(await ready()) || last !== null) {
    if (last === null && Date.now() < limit) {
      await sleep(10);
      continue;
    }
    const reason = last ?? `was not ready within ${patienceMs / 1000} s`;
    await running.stop();
    throw new Error(`${name} ${reason}; the end of ${log}:\n${lastLinesOf(log)}`);
  }
  return running;
}

function ending(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      resolve(error.message);
    });
    child.once('exit', (code, name) => {
      resolve(name === null ? `ended with status ${code}` : `was ended by ${name}`);
    });
  });
}

function keep(name: string, dir: string, pid: number, log: string, ended: Promise<string>): RunningProcess {
  recordProcess(dir, name, pid);
  let over = false;
  const stop = async (): Promise<void> => {
    if (!over) await endProcess(pid);
    await ended;
  };
  const release = stopOnExit({ now: () => signal(pid, 'SIGTERM'), stop });
  void ended.then(() => {
    over = true;
    release();
    forgetProcess(dir, name);
  });
  return { pid, log, ended, stop };
}
