import { type ChildProcess, spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type OutputTail, outputTail } from '../run/outputTail.js';

const graceMs = 2_000;
const errorLimit = 64 * 1024;

/** A program that runs on this machine for a transfer. */
export interface Local {
  stdin: Socket;
  stdout: Socket;
  /** A two-way stream it finds as its file 3. */
  bridge: Socket;
  stderr: OutputTail;
  /** Exit status, null when a signal ended it; 127 when the program is not installed. */
  ended: Promise<number | null>;
  /** Ends it and what it started: TERM, two seconds later KILL. */
  stop(): Promise<void>;
}

/** Starts a program, no shell between, its messages untranslated, in a process group of its own. */
export function startLocal(words: string[]): Local {
  const child = spawn('env', ['LC_ALL=C', ...words], { stdio: ['pipe', 'pipe', 'pipe', 'pipe'], detached: true });
  const [stdin, stdout, errors, bridge] = [0, 1, 2, 3].map((number) => stream(child, number));
  const stderr = outputTail(errorLimit);
  errors!.on('data', (chunk: Buffer) => stderr.push(chunk));
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => resolve(code));
    child.once('error', (error) => {
      stderr.push(Buffer.from(`${error.message}\n`));
      resolve(null);
    });
  });
  const stop = async (): Promise<void> => {
    const patience = new AbortController();
    signalGroup(child, 'SIGTERM');
    await Promise.race([ended, delay(graceMs, undefined, { signal: patience.signal }).catch(() => undefined)]);
    patience.abort();
    signalGroup(child, 'SIGKILL');
    for (const pipe of [stdin!, stdout!, bridge!]) pipe.destroy();
  };
  return { stdin: stdin!, stdout: stdout!, bridge: bridge!, stderr, ended, stop };
}

/** A pipe of the child. One that breaks because the program ended early shows in how it ended. */
function stream(child: ChildProcess, number: number): Socket {
  const pipe = child.stdio[number];
  if (!(pipe instanceof Socket)) throw new TypeError(`file ${number} of a local program is no pipe`);
  return pipe.on('error', () => undefined);
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The whole group has gone already.
  }
}
