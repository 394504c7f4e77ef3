import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { answers } from './answers.js';
import { claimDirectory } from '../process/claimDirectory.js';
import { storedSecret } from './storedSecret.js';
import { launch, type RunningProcess } from '../process/launch.js';
import { asPresentUser, mariadbData, ownTmpdir } from './mariadbData.js';
import { onFreePort } from './onFreePort.js';
import { serverPath } from './servers.js';

type Rights = 'all' | 'rexflow';

export interface MariadbOptions {
  /** Its data, log and password; the same directory finds them again. */
  dir: string;
  /** Data directory to copy a new one from; made when it is missing. */
  template?: string;
  /** Created when they are missing (default one, `rexflow`). Letters, digits, _ and -. */
  databases?: readonly string[];
  /** False gives up the last second of work in a crash of the machine for speed (default true). */
  durable?: boolean;
  /** What its user may do: all there is (default), or in these databases what rexflow does. */
  rights?: Rights;
  port?: number;
}

export interface Mariadb extends RunningProcess {
  host: string;
  port: number;
  databases: readonly string[];
  /** May do everything, or what `rights` says. */
  user: string;
  password: string;
}

const host = '127.0.0.1';
const user = 'rexflow';
/** What rexflow needs in its database: the first four for work, the others for its tables. */
export const rightsOfRexflow = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'CREATE', 'ALTER', 'INDEX'] as const;

/** Statements run at every start, one on a line. Nobody is left who may come over TCP without a password. */
function opening(databases: readonly string[], password: string, rights: Rights): string {
  const strange = databases.find((name) => !/^[\w-]{1,64}$/.test(name));
  if (strange !== undefined) throw new TypeError(`not a name for a database: ${strange}`);
  return [
    "DELETE FROM mysql.global_priv WHERE User = '' OR (User = 'root' AND Host <> 'localhost');",
    'FLUSH PRIVILEGES;',
    ...databases.map((name) => `CREATE DATABASE IF NOT EXISTS \`${name}\` CHARACTER SET utf8mb4;`),
    `CREATE OR REPLACE USER '${user}'@'%' IDENTIFIED BY '${password}';`,
    ...(rights === 'all'
      ? [`GRANT ALL PRIVILEGES ON *.* TO '${user}'@'%' WITH GRANT OPTION;`]
      : databases.map(
          (name) => `GRANT ${rightsOfRexflow.join(', ')} ON \`${name.replaceAll('_', '\\_')}\`.* TO '${user}'@'%';`,
        )),
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
  const { template, databases = ['rexflow'], durable = true, rights = 'all' } = options;
  const program = await serverPath('mariadbd');
  const home = await claimDirectory(options.dir, 'mariadb');
  const data = join(home, 'data');
  await mariadbData(data, template === undefined ? undefined : resolve(template));
  const password = storedSecret(join(home, 'password'));
  const init = join(home, 'init.sql');
  writeFileSync(init, opening(databases, password, rights), { mode: 0o600 });
  const places = [`--datadir=${data}`, ownTmpdir(join(home, 'tmp')), `--init-file=${init}`, `--pid-file=${data}/pid`];
  return onFreePort(host, options.port, async (port) => {
    const words = [program, '--no-defaults', ...places, ...asPresentUser, ...flags(port, durable)];
    // The greeting names the version; it comes only when the statements above have been run.
    const call = { host, port, hear: /MariaDB/ };
    const running = await launch({ name: 'mariadb', dir: home, words, ready: () => answers(call) });
    return { ...running, host, port, databases, user, password };
  });
}
