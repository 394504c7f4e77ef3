import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asCodedError } from '#contract';
import { connectMysql, type Database } from '#mysql';
import { rightsOfRexflow } from '#provision';
import { Secret } from '#shell';
import { setupText } from '../language/setupText.js';
import { SetupError } from '../plan/setupError.js';
import type { Choices } from '../plan/record.js';
import type { Places } from './places.js';

/** Path of the file with the password that rexflow has in MySQL. */
export const mysqlPasswordFile = ({ secrets }: Places): string => join(secrets, 'mysql.password');

/** What a database says of itself. */
interface Found {
  version: string;
  tables: number;
}

async function asked<T>(places: Places, choices: Choices, work: (db: Database) => Promise<T>): Promise<T> {
  const { mysqlHost: host, mysqlPort: port, database, mysqlUser: user } = choices;
  const password = new Secret(readFileSync(mysqlPasswordFile(places), 'utf8').trim());
  const db = connectMysql({ host, port, database, user, password });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

/** Looks at the database as rexflow's own user; throws why it cannot be used. */
export async function lookAtDatabase(places: Places, choices: Choices): Promise<Found> {
  const [row] = await asked(places, choices, (db) =>
    db.query<{ version: string; tables: number }>(
      'SELECT VERSION() AS version, (SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()) AS tables',
    ),
  );
  const found = { version: row!.version, tables: Number(row!.tables) };
  requireVersion(found.version);
  return found;
}

/** Whether rexflow may come in; a reason as text, null when it may. */
export const databaseTrouble = async (places: Places, choices: Choices): Promise<string | null> =>
  await lookAtDatabase(places, choices).then(
    () => null,
    (thrown: unknown) => (thrown instanceof SetupError ? thrown.message : asCodedError(thrown).message),
  );

/** Throws for a server that is older than what rexflow is tried with. */
export function requireVersion(version: string): void {
  const maria = /mariadb/i.test(version);
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  const least = maria ? [10, 11] : [8, 0];
  if (major > least[0]! || (major === least[0]! && minor >= least[1]!)) return;
  const server = maria ? 'MariaDB' : 'MySQL';
  throw new SetupError(
    setupText('error.mysqlOld', { server, version, least: least.join('.') }),
    setupText('advice.mysqlOld'),
  );
}

/** The statements that make the database and its user; a password in place of the real one where they are shown. */
export const accountStatements = ({ database, mysqlUser: user }: Choices, host: string, password: string): string =>
  [
    `CREATE DATABASE IF NOT EXISTS \`${database}\` CHARACTER SET utf8mb4;`,
    `CREATE USER IF NOT EXISTS '${user}'@'${host}' IDENTIFIED BY '${password}';`,
    `ALTER USER '${user}'@'${host}' IDENTIFIED BY '${password}';`,
    // An underscore would stand for any character there: these are rights on this database alone.
    `GRANT ${rightsOfRexflow.join(', ')} ON \`${database.replaceAll('_', '\\_')}\`.* TO '${user}'@'${host}';`,
    '',
  ].join('\n');
