import { retryDelay } from '#async';
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { boundCommand, endProcess, stopOnExit } from '#provision';

/** A program that is started again whenever it ends by itself. */
export interface Supervised {
  /** Resolves when it ends by itself for the first time, with the reason. */
  fell: Promise<string>;
  /** Ends it for good: SIGTERM, and SIGKILL after its patience. */
  stop(): Promise<void>;
}

export interface Supervision {
  name: string;
  words: readonly string[];
  /** Milliseconds it gets to stop. */
  patienceMs: number;
  tell: (line: string) => void;
}

const settled = 30_000;

/** Milliseconds to wait before the next start, after so many falls in a row. */
export const pauseAfter = (falls: number): number => retryDelay({ first: 500, longest: 10_000 }, falls);

/** Starts a program with our stdout and stderr, in a session of its own, and starts it again after each fall. */
export async function supervise({ name, words, patienceMs, tell }: Supervision): Promise<Supervised> {
  const [program, ...args] = await boundCommand(words);
  const stopping = new AbortController();
  let pid: number | undefined;
  let reportFall: (reason: string) => void;
  const fell = new Promise<string>((resolve) => (reportFall = resolve));

  const live = (): Promise<string> =>
    new Promise((resolve) => {
      const child = spawn(program!, args, { detached: true, stdio: ['ignore', 'inherit', 'inherit'] });
      pid = child.pid;
      child.once('error', (error) => resolve(error.message));
      child.once('exit', (code, signal) => {
        pid = undefined;
        resolve(signal === null ? `ended with status ${code}` : `was ended by ${signal}`);
      });
    });

  const run = async (): Promise<void> => {
    let falls = 0;
    while (!stopping.signal.aborted) {
      const begin = Date.now();
      const reason = await live();
      if (stopping.signal.aborted) return;
      falls = Date.now() - begin > settled ? 1 : falls + 1;
      reportFall(`${name} ${reason}`);
      tell(`${name} ${reason}; starting it again in ${pauseAfter(falls) / 1000} s`);
      await sleep(pauseAfter(falls), undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };

  const running = run();
  const stop = async (): Promise<void> => {
    stopping.abort();
    if (pid !== undefined) await endProcess(pid, patienceMs);
    await running;
  };
  const now = (): void => {
    if (pid !== undefined) process.kill(pid, 'SIGTERM');
  };
  const forget = stopOnExit({ now, stop });
  return { fell, stop: () => stop().finally(forget) };
}
