import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import { until, type Estate } from '../support/estate.js';

export interface Worker {
  name: string;
  child: ChildProcess;
  /** When it could take work, in milliseconds since 1970; 0 for who was there from the start. */
  readyAt: number;
}

const lives = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;

/** The programs of rexflow that run in an estate. */
export class Crew {
  readonly #estate: Estate;
  readonly #size: number;
  #hired: number;
  workers: Worker[];
  gateway: ChildProcess;

  constructor(estate: Estate) {
    this.#estate = estate;
    this.workers = estate.workers.map((child, index) => ({ name: `worker${index + 1}`, child, readyAt: 0 }));
    this.#size = this.#hired = this.workers.length;
    this.gateway = estate.gateway;
  }

  pids(): number[] {
    return [this.gateway, ...this.workers.map(({ child }) => child)].map((child) => child.pid!);
  }

  /** The worker a holder's name (`prod-<pid>-...`) stands for. */
  byHolder(holder: unknown): Worker | null {
    return this.workers.find(({ child }) => String(holder).startsWith(`prod-${child.pid}-`)) ?? null;
  }

  async kill(child: ChildProcess): Promise<void> {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  /** Makes the installation complete again: all workers at work, the gateway answering. */
  async complete(): Promise<void> {
    this.workers = this.workers.filter(({ child }) => lives(child));
    while (this.workers.length < this.#size) await this.hire();
    if (!lives(this.gateway)) this.gateway = this.#estate.startGateway();
    await until('the gateway answering', 60, () =>
      fetch(`${this.#estate.url}/readyz`).then(
        (answer) => answer.ok,
        () => false,
      ),
    );
  }

  /** Starts one more worker, by such options of Node, and waits until it takes work. */
  async hire(node: string[] = []): Promise<Worker> {
    const name = `worker${++this.#hired}`;
    const child = this.#estate.startWorker(name, node);
    const worker: Worker = { name, child, readyAt: 0 };
    this.workers.push(worker);
    await until(`${name} being ready`, 60, async () => {
      if (!lives(child)) throw new Error(`${name} ended:\n${this.#estate.logs(name)}`);
      return this.#estate.logs(name).includes('"msg":"ready"');
    });
    worker.readyAt = Date.now();
    return worker;
  }
}
