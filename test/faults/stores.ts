import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startMariadb, startRedis, type Mariadb, type Redis as Server } from '#provision';
import { Redis } from 'ioredis';
import type { Estate } from '../support/estate.js';

/** Redis and MariaDB of an estate, which can be killed and started again where they were. */
export class Stores {
  readonly #estate: Estate;
  redis: Server;
  mariadb: Mariadb;

  constructor(estate: Estate) {
    this.#estate = estate;
    this.redis = estate.redis;
    this.mariadb = estate.mariadb;
    // It loses its connection when the server is killed.
    estate.sql.on('error', () => undefined);
  }

  async killRedis(): Promise<void> {
    process.kill(this.redis.pid, 'SIGKILL');
    await this.redis.ended;
  }

  /** Starts it again, with what it wrote down or without. */
  async reviveRedis({ empty }: { empty: boolean }): Promise<void> {
    const dir = join(this.#estate.dir, 'redis');
    if (empty) rmSync(join(dir, 'appendonlydir'), { recursive: true });
    this.redis = await again(() => startRedis({ dir, port: this.redis.port }));
  }

  /** One command, past all proxies. */
  async commandRedis([name, ...words]: [string, ...string[]]): Promise<void> {
    const redis = new Redis(this.redis.url);
    try {
      await redis.call(name, ...words);
    } finally {
      redis.disconnect();
    }
  }

  async killMariadb(): Promise<void> {
    process.kill(this.mariadb.pid, 'SIGKILL');
    await this.mariadb.ended;
  }

  async reviveMariadb(): Promise<void> {
    const { port, databases } = this.mariadb;
    const dir = join(this.#estate.dir, 'mariadb');
    this.mariadb = await again(() => startMariadb({ dir, port, databases, durable: false }));
  }

  async stop(): Promise<void> {
    await this.mariadb.stop();
    await this.redis.stop();
  }
}

/** The kernel gives a port and the lock of a data directory back a moment after the process that had them was reaped. */
async function again<T>(start: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await start();
    } catch (thrown) {
      if (tries === 20) throw thrown;
      await pause(100);
    }
  }
}
