import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { boundCommand, type DemoApp } from '#provision';

/** Something a reader saw: a release that came, or what may never be seen. */
export type Sight = { at: number; host: string } & ({ release: string; from: string } | { wrong: string });

/** Looks through the live links of all hosts of an estate, as a process of its own. */
export interface Reader {
  pid: number;
  /** What it saw since a moment, and surely everything until now. */
  since(at: number): Promise<Sight[]>;
  /** Looks a second so far. */
  rate(): number;
  stop(): Promise<void>;
}

const looksPerSecond = 8000;

/** Of an app whose `env` is given, its .env is looked at as well, and has to hold that. */
export async function startReader(apps: readonly (DemoApp & { env: string })[]): Promise<Reader> {
  const program = new URL('./look.js', import.meta.url).pathname;
  const words = apps.flatMap(({ name, programLink, configLink, env }) => [name, programLink, configLink, env]);
  const [node, ...rest] = await boundCommand([process.execPath, program, String(looksPerSecond), ...words]);
  const child = spawn(node!, rest, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  const sights: Sight[] = [];
  let last = { at: 0, looks: 0 };
  const waiting = new Set<() => void>();
  const wakeAll = (): void => {
    for (const wake of waiting) wake();
    waiting.clear();
  };
  const began = Date.now();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const seen = JSON.parse(line) as Sight | typeof last;
    if (!('looks' in seen)) return void sights.push(seen);
    last = seen;
    wakeAll();
  });
  child.once('close', wakeAll);
  const caughtUp = async (moment: number): Promise<void> => {
    while (last.at < moment) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error('the reader has ended');
      await new Promise<void>((resolve) => waiting.add(resolve));
    }
  };
  await caughtUp(began);
  return {
    pid: child.pid!,
    since: async (at) => {
      await caughtUp(Date.now());
      return sights.filter((sight) => sight.at >= at);
    },
    rate: () => (last.looks * 1000) / Math.max(1, last.at - began),
    stop: async () => {
      child.stdin.end();
      child.kill();
      await ended;
    },
  };
}
