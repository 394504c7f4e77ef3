import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findPrograms } from '#provision';
import { setupText } from '../language/setupText.js';
import type { SetupStep } from '../plan/action.js';
import { withoutBlock } from '../plan/files.js';
import type { Choices } from '../plan/record.js';
import { runCommand } from '../plan/runCommand.js';
import { SetupError } from '../plan/setupError.js';
import { freshSecret, secretFile, secretIn } from './common.js';
import { databaseTrouble, mysqlPasswordFile, requireVersion, accountStatements } from './database.js';
import { requireOwn } from './givenServers.js';
import type { Places } from './places.js';
import { redisTrouble, redisUrlFile } from './queue.js';
import { runsSystemd } from './units.js';

const packages = (choices: Choices): string[] => [
  ...(choices.redis === 'given' ? [] : ['redis-server']),
  ...(choices.mysql === 'given' ? [] : ['mariadb-server']),
  ...['rsync', 'openssh-client', 'curl'],
];

const install = ['apt-get', 'install', '--yes', '--no-install-recommends'];

const programOf: Readonly<Record<string, string>> = {
  'redis-server': 'redis-server',
  'mariadb-server': 'mariadbd',
  'openssh-client': 'ssh-keygen',
};

/** What Debian has of what is missing; the servers start as its packages want it. */
export function packagesStep(choices: Choices, log: (line: string) => void): SetupStep {
  const wanted = packages(choices);
  const missing = async (): Promise<string[]> => {
    const found = await findPrograms(wanted.map((name) => programOf[name] ?? name));
    return wanted.filter((name) => !found.has(programOf[name] ?? name));
  };
  return {
    id: 'packages',
    title: setupText('step.packages', { packages: wanted.join(', ') }),
    makes: [],
    actions: [
      {
        kind: 'task',
        shown: `apt-get update\n${[...install, ...wanted].join(' ')}`,
        run: async () => {
          const lacking = await missing();
          if (lacking.length === 0) return;
          log(setupText('note.installing', { packages: lacking.join(', ') }));
          await runCommand(['apt-get', 'update']);
          await runCommand(['env', 'DEBIAN_FRONTEND=noninteractive', ...install, ...lacking]);
        },
      },
    ],
    done: async () => (await missing()).length === 0,
  };
}

const redisConfig = ({ machine }: Places): string => join(machine, 'etc/redis/redis.conf');
const isSet = (text: string, name: string): boolean => new RegExp(`^\\s*${name}\\s`, 'm').test(text);

/** The port that the machine's Redis listens on by its own settings. */
export function localRedisPort(places: Places): number {
  const file = redisConfig(places);
  const [, port] = /^\s*port\s+(\d+)/m.exec(existsSync(file) ? readFileSync(file, 'utf8') : '') ?? [];
  return Number(port ?? 6379);
}

const patienceMs = 30_000;

/** Waits until nothing stands in the way any more, for as long as a server may take to start; gives what does then. */
async function untilClear(trouble: () => Promise<string | null>): Promise<string | null> {
  const limit = performance.now() + patienceMs;
  for (let last = await trouble(); ; last = await trouble()) {
    if (last === null || performance.now() > limit) return last;
    await sleep(200);
  }
}

const redisLines = (secret: string): string =>
  ['appendonly yes', 'maxmemory-policy noeviction', `requirepass ${secret}`, ''].join('\n');

/** The machine's Redis: it keeps what it is given, evicts nothing, and wants a password. */
export function localRedis(places: Places, { redisPort: port }: Choices): SetupStep {
  const file = redisConfig(places);
  const url = redisUrlFile(places);
  const secret = (): string => new URL(secretIn(url)).password;
  return {
    id: 'redis',
    title: setupText('step.redis', { file }),
    makes: [
      { kind: 'file', name: url, data: true },
      { kind: 'block', name: file, data: false },
    ],
    allowed: async () => {
      if (!existsSync(file)) {
        throw new SetupError(setupText('error.noRedisConfig', { file }), setupText('advice.redisElsewhere'));
      }
      if (isSet(withoutBlock(file), 'requirepass')) {
        throw new SetupError(setupText('error.redisTaken', { file }), setupText('advice.redisElsewhere'));
      }
      await Promise.resolve();
    },
    actions: [
      secretFile(url, places, () => `redis://:${freshSecret()}@127.0.0.1:${port}`),
      {
        ...{ kind: 'block', path: file },
        text: () => redisLines(secret()),
        shown: redisLines('…'),
      },
      {
        kind: 'task',
        shown: runsSystemd(places) ? 'systemctl restart redis-server' : 'redis-cli -u … INFO',
        run: async () => {
          if (runsSystemd(places)) await runCommand(['systemctl', 'restart', 'redis-server']);
          const trouble = runsSystemd(places)
            ? await untilClear(() => redisTrouble(places))
            : await redisTrouble(places);
          if (trouble !== null) {
            throw new SetupError(
              setupText('error.redis', { reason: trouble }),
              setupText('advice.startRedis', { file }),
            );
          }
        },
      },
    ],
    done: async () => existsSync(url) && (await redisTrouble(places)) === null,
  };
}

const client = ['mariadb', '--batch', '--skip-column-names'];

async function askClient(sql: string): Promise<string[]> {
  const printed = await runCommand(client, sql).catch((thrown: unknown) => {
    throw new SetupError(
      setupText('error.mysql', { reason: thrown instanceof Error ? thrown.message : String(thrown) }),
      setupText('advice.startMysql'),
      { cause: thrown },
    );
  });
  return printed.trim().split(/\s+/);
}

/** The port that the machine's MariaDB listens on; what is usual while it does not answer. */
export async function localMysqlPort(): Promise<number> {
  const [port] = await askClient('SELECT @@port;').catch(() => ['']);
  return Number(port) || 3306;
}

/** The machine's MariaDB: a database, and a user with exactly the rights that are needed. */
export function localMysql(places: Places, choices: Choices, takeOver: boolean, known: boolean): SetupStep {
  const { database, mysqlUser: user } = choices;
  const path = mysqlPasswordFile(places);
  const host = '127.0.0.1';
  const sql = (password: string): string => accountStatements(choices, host, password);
  const shown = [...client, '<<EOF'].join(' ');
  return {
    id: 'mysql',
    title: setupText('step.mysql', { database, user }),
    makes: [
      { kind: 'file', name: path, data: true },
      { kind: 'database', name: `${database} ${user}@${host}`, data: true },
    ],
    allowed: async () => {
      const [version = ''] = await askClient('SELECT VERSION();');
      requireVersion(version);
      const count = `SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '${database}';`;
      const [tables = '0'] = await askClient(count);
      await requireOwn({ tables: Number(tables) }, choices, takeOver || known);
    },
    actions: [
      secretFile(path, places),
      {
        kind: 'command',
        words: client,
        input: () => sql(secretIn(path)),
        shown: `${shown}\n${sql('…')}EOF`,
      },
    ],
    done: async () => existsSync(path) && (await databaseTrouble(places, choices)) === null,
  };
}
