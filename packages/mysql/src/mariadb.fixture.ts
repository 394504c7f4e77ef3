import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMariadb as startPrivately } from '#provision';
import { Secret } from '#shell';
import { createConnection } from 'mysql2/promise';
import type { MysqlSettings } from './connection/settings.js';

/** A MariaDB of one test file, on a loopback port and a directory of its own. */
export interface Mariadb {
  /** The settings of a new, empty database; its user may do everything. */
  database(): Promise<MysqlSettings>;
  /** Stops the server as an operator would. */
  stop(): Promise<void>;
  /** Starts it again with the same data on the same port. */
  start(): Promise<void>;
  /** Stops it and removes its data; for afterAll. */
  end(): Promise<void>;
}

const template = new URL('../../../.rexflow/template-mariadb', import.meta.url).pathname;

/** Starts a server for the tests of one file. */
export async function startMariadb(): Promise<Mariadb> {
  const dir = await mkdtemp(join(tmpdir(), 'rexflow-mysql-'));
  const begin = (port?: number) => startPrivately({ dir, template, durable: false, ...(port ? { port } : {}) });
  let server = await begin();
  const { host, port, user, password } = server;
  let databases = 0;
  return {
    database: async () => {
      const database = `test${(databases += 1)}`;
      const connection = await createConnection({ host, port, user, password });
      await connection.query(`CREATE DATABASE ${database} CHARACTER SET utf8mb4`);
      await connection.end();
      return { host, port, database, user, password: new Secret(password) };
    },
    start: async () => {
      server = await begin(port);
    },
    stop: () => server.stop(),
    end: async () => {
      await server.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
