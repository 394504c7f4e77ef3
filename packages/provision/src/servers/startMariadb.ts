import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { answers } from './answers.js';
import { claimDirectory } from '../process/claimDirectory.js';
import { storedSecret } from './storedSecret.js';
import { launch, type RunningProcess } from '../process/launch.js';
import { asPresentUser, mariadbData, ownTmpdir } from './mariadbData.js';
import { onFreePort } from './onFreePort.js';
import { serverPath } from './servers.js';

export interface MariadbOptions {
  /** Its data, log and password; the same directory finds them again. */
  dir: string;
  /** Data directory to copy a new one from; made when it is missing. */
  template?: string;
  /** Created when they are missing (default one, `rexflow`). Letters, digits, _ and -. */
  databases?: readonly string[];
  /** A user with exactly these rights on the databases, for who needs no more. */
  least?: { user: string; password: string; rights: readonly string[] };
  /** False gives up the last second of work in a crash of the machine for speed (default true). */
  durable?: boolean;
  port?: number;
}

export interface Mariadb extends RunningProcess {
  host: string;
  port: number;
  databases: readonly string[];
  /** May do everything. */
  user: string;
  password: string;
}

const host = '127.0.0.1';
const user = 'rexflow';

const isWord = /^[\w-]{1,64}$/;

function grants(
  databases: readonly string[],
  { user: name, password, rights }: NonNullable<MariadbOptions['least']>,
): string[] {
  if (name === user || !isWord.test(name) || !isWord.test(password)) {
    throw new TypeError(`not a user beside ${user} with a password of letters and digits: ${name}`);
  }
  const account = `'${name}'@'%'`;
  return [
    `CREATE OR REPLACE USER ${account} IDENTIFIED BY '${password}';`,
    ...databases.map((database) => `GRANT ${rights.join(', ')} ON \`${database}\`.* TO ${account};`),
  ];
}

/** Statements run at every start, one on a line. Nobody is left who may come over TCP without a password. */
function opening(databases: readonly string[], password: string, least: MariadbOptions['least']): string {
  const strange = databases.find((name) => !isWord.test(name));
  if (strange !== undefined) throw new TypeError(`not a name for a database: ${strange}`);
  return [
    "DELETE FROM mysql.global_priv WHERE User = '' OR (User = 'root' AND Host <> 'localhost');",
    'FLUSH PRIVILEGES;',
    ...databases.map((name) => `CREATE DATABASE IF NOT EXISTS \`${name}\` CHARACTER SET utf8mb4;`),
    `CREATE OR REPLACE USER '${user}'@'%' IDENTIFIED BY '${password}';`,
    `GRANT ALL PRIVILEGES ON *.* TO '${user}'@'%' WITH GRANT OPTION;`,
    ...(least === undefined ? [] : grants(databases, least)),
    '',
  ].join('\n');
}

const flags = (port: number, durable: boolean): string[] => [
  `--port=${port}`,
  `--bind-address=${host}`,
  // Relative to the data directory: the path of a socket may have 107 characters only.
  '--socket=s.sock',
  '--skip-name-resolve',
  '--skip-log-bin',
  '--performance-schema=OFF',
  '--character-set-server=utf8mb4',
  '--innodb-buffer-pool-size=64M',
  '--innodb-log-file-size=8M',
  `--innodb-flush-log-at-trx-commit=${durable ? 1 : 2}`,
];

/**
 * A private MariaDB on a free loopback port with its databases and one user. Resolves when it answers; throws with the
 * end of its log.
 */
export async function startMariadb(options: MariadbOptions): Promise<Mariadb> {
  const { template, databases = ['rexflow'], durable = true } = options;
  const program = await serverPath('mariadbd');
  const home = await claimDirectory(options.dir, 'mariadb');
  const data = join(home, 'data');
  await mariadbData(data, template === undefined ? undefined : resolve(template));
  const password = storedSecret(join(home, 'password'));
  const init = join(home, 'init.sql');
  writeFileSync(init, opening(databases, password, options.least), { mode: 0o600 });
  const places = [`--datadir=${data}`, ownTmpdir(join(home, 'tmp')), `--init-file=${init}`, `--pid-file=${data}/pid`];
  return onFreePort(host, options.port, async (port) => {
    const words = [program, '--no-defaults', ...places, ...asPresentUser, ...flags(port, durable)];
    // The greeting names the version; it comes only when the statements above have been run.
    const call = { host, port, hear: /MariaDB/ };
    const running = await launch({ name: 'mariadb', dir: home, words, ready: () => answers(call) });
    return { ...running, host, port, databases, user, password };
  });
}
