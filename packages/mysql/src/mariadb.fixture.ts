import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';
import { Secret } from '#shell';
import type { Settings } from './settings.js';

/** A MariaDB of one test file, on a loopback port and a directory of its own. */
export interface Mariadb {
  /** The settings of a new, empty database; its user may do everything. */
  database(): Promise<Settings>;
  /** Stops the server as an operator would. */
  stop(): Promise<void>;
  /** Starts it again with the same data on the same port. */
  start(): Promise<void>;
  /** Stops it and removes its data; for afterAll. */
  end(): Promise<void>;
}

const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;
const asUser = isRoot ? ['--user=root'] : [];
// Ordinary users do not have the directories of servers in their PATH.
const env = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/local/sbin:/usr/sbin:/sbin` };
const login = { user: 'tester', password: 'correct horse' };

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** An installed data directory, made once for this machine, user and version, and copied for each server. */
async function template(): Promise<string> {
  const { stdout } = await run('mariadbd', ['--version'], { env });
  const version = /Ver (\S+)/.exec(stdout)?.[1] ?? 'unknown';
  const place = join(tmpdir(), `rexflow-mariadb-${process.getuid?.() ?? 'user'}-${version}`);
  if (await exists(place)) return place;
  const fresh = await mkdtemp(`${place}.`);
  const flags = ['--auth-root-authentication-method=normal', '--skip-test-db', '--skip-name-resolve'];
  await run(
    'mariadb-install-db',
    ['--no-defaults', `--datadir=${fresh}`, ...flags, '--innodb-log-file-size=8M', ...asUser],
    { env },
  );
  // The first one to be ready wins; the others find a directory that is not empty and throw theirs away.
  await rename(fresh, place).catch(() => rm(fresh, { recursive: true }));
  return place;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

function launch(directory: string, port: number): Promise<ChildProcess> {
  const child = spawn(
    'mariadbd',
    [
      '--no-defaults',
      `--datadir=${directory}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      `--socket=${directory}/s.sock`,
      `--pid-file=${directory}/pid`,
      '--skip-name-resolve',
      '--skip-log-bin',
      '--performance-schema=OFF',
      '--innodb-buffer-pool-size=64M',
      '--innodb-log-file-size=8M',
      '--innodb-flush-log-at-trx-commit=2',
      ...asUser,
    ],
    { env, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  return new Promise((resolve, reject) => {
    let log = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      log += text;
      if (log.includes('ready for connections')) resolve(child);
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`mariadbd did not start:\n${log}`)));
  });
}

/** Starts a server for the tests of one file. Needs mariadbd and mariadb-install-db on this machine. */
export async function startMariadb(): Promise<Mariadb> {
  const directory = await mkdtemp(join(tmpdir(), 'rexflow-mysql-'));
  await cp(await template(), directory, { recursive: true });
  const port = await freePort();
  let child: ChildProcess | undefined;
  let databases = 0;
  const kill = (): unknown => child?.kill('SIGKILL');
  process.once('exit', kill);

  async function asRoot(...statements: string[]): Promise<void> {
    const connection = await createConnection({ host: '127.0.0.1', port, user: 'root' });
    for (const statement of statements) await connection.query(statement);
    await connection.end();
  }
  async function start(): Promise<void> {
    child = await launch(directory, port);
  }
  async function stop(): Promise<void> {
    if (!child) return;
    const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
    child.kill('SIGTERM');
    await ended;
    child = undefined;
  }

  await start();
  await asRoot(`GRANT ALL ON *.* TO '${login.user}'@'127.0.0.1' IDENTIFIED BY '${login.password}' WITH GRANT OPTION`);
  return {
    database: async () => {
      const database = `test${(databases += 1)}`;
      await asRoot(`CREATE DATABASE ${database} CHARACTER SET utf8mb4`);
      return { host: '127.0.0.1', port, database, user: login.user, password: new Secret(login.password) };
    },
    start,
    stop,
    end: async () => {
      await stop();
      process.off('exit', kill);
      await rm(directory, { recursive: true, force: true });
    },
  };
}
