import { Kysely, MysqlDialect } from 'kysely';
import { createPool, escape } from 'mysql2';
import { CodedError } from '#contract';
import { identifier } from '../connection/identifier.js';
import { poolOptions, type MysqlSettings } from '../connection/settings.js';
import { beginRestore, requireWhole } from '../migrations/unfinishedRestore.js';
import { firstMigrations, laterMigrations } from '../migrations/index.js';
import { migrate } from '../migrations/migrate.js';
import type { OriginalTables } from '../migrations/originalTables.js';
import type { DumpColumn, DumpRow } from './columns.js';
import { openSession } from './session.js';
import { columnsThere, tablesThere, type DumpTable } from './snapshot.js';

/** A database that is filled from a backup. Every method: MYSQL_AWAY, DATABASE_REFUSED. */
export interface DatabaseLoad {
  /** Throws RESTORE_UNFINISHED where another restore has begun and not ended. */
  requireWhole(): Promise<void>;
  /** The tables of rexflow and of the original that hold something a person or a release has put there. */
  filled(): Promise<string[]>;
  /** Notes that the database is being restored from a file; from now on no program starts on it. */
  begin(file: string): Promise<void>;
  /** Brings the tables that are there up to date and empties them, and makes those that are not. */
  prepare(tables: readonly DumpTable[]): Promise<void>;
  insert(table: DumpTable, rows: readonly DumpRow[]): Promise<void>;
  /** Brings what was restored up to date. */
  migrate(): Promise<void>;
  /** Ends what `begin` noted. */
  end(): Promise<void>;
  close(): Promise<void>;
}

/** What a database holds that was only ever set up: none of it is anybody's. */
const madeBySetup =
  /^rexflow_(migrations|migrations_lock|schema|schema_lock|settings|hold|retention|events|audit|seen|looks)$/;
const statementBytes = 1024 * 1024;
const removedAtOnce = 10_000;

/** The migrations of a database that this program does not know. */
export function unknownMigrations(ran: readonly string[], tables: OriginalTables): string[] {
  const known = { ...firstMigrations(tables), ...laterMigrations(tables) };
  return ran.filter((name) => !Object.hasOwn(known, name));
}

function literal(value: string | null, { form }: DumpColumn): string {
  if (value === null) return 'NULL';
  if (form !== 'hex') return escape(value);
  if (!/^[0-9A-F]*$/.test(value)) throw new TypeError('not hexadecimal');
  // BIT is a number: without the zero that would make its digits even.
  return `X'${value.length % 2 === 0 ? value : `0${value}`}'`;
}

/** Opens a database for a restore; nothing is changed before `begin`. */
export async function openLoad(settings: MysqlSettings, originals: OriginalTables): Promise<DatabaseLoad> {
  const session = await openSession(settings, [
    // As it came: dates that are none stay what they are, and nothing is cut off in silence.
    "SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO,STRICT_ALL_TABLES,ALLOW_INVALID_DATES', foreign_key_checks = 0",
  ]);
  const { run } = session;
  const there = (): Promise<string[]> => tablesThere(session, originals);
  const upToDate = async (): Promise<void> => {
    await migrate(settings, originals, laterMigrations(originals), { restoring: true });
  };

  async function once(work: (db: Kysely<unknown>) => Promise<void>): Promise<void> {
    const pool = createPool({ ...poolOptions(settings), connectionLimit: 1 });
    const db = new Kysely<unknown>({ dialect: new MysqlDialect({ pool }) });
    await work(db).finally(() => db.destroy());
  }

  /** Without DROP and TRUNCATE, which the user of rexflow has no right to. */
  async function empty(table: string): Promise<void> {
    for (;;) {
      const [result] = await session.connection
        .promise()
        .query(`DELETE FROM ${identifier(table)} LIMIT ${removedAtOnce}`);
      if ((result as { affectedRows: number }).affectedRows < removedAtOnce) return;
    }
  }

  return {
    filled: async () => {
      const found: string[] = [];
      for (const table of await there())
        if (!madeBySetup.test(table) && (await run(`SELECT 1 FROM ${identifier(table)} LIMIT 1`)).length > 0)
          found.push(table);
      return found;
    },
    requireWhole: () => once(requireWhole),
    begin: (file) => once((db) => beginRestore(db, file)),
    prepare: async (tables) => {
      if ((await there()).length > 0) await upToDate();
      for (const table of await there()) await empty(table);
      const known = new Set(await there());
      for (const { name, create } of tables) {
        if (!known.has(name)) await run(create);
      }
    },
    insert: async ({ name, columns }, rows) => {
      const into = `INSERT INTO ${identifier(name)} (${columns.map((column) => identifier(column.name)).join(', ')}) VALUES `;
      const lacking = new Set((await columnsThere(session, name)).map((column) => column.name));
      const gone = columns.filter((column) => !lacking.has(column.name)).map((column) => column.name);
      if (gone.length > 0)
        throw new CodedError('DATABASE_REFUSED', { what: `writing ${name}`, reason: `no column ${gone.join(', ')}` });
      let [texts, size]: [string[], number] = [[], 0];
      const flush = async (): Promise<void> => {
        if (texts.length > 0) await run(into + texts.join(', '));
        [texts, size] = [[], 0];
      };
      await run('START TRANSACTION');
      for (const row of rows) {
        const text = `(${columns.map((column, index) => literal(row[index] ?? null, column)).join(', ')})`;
        if (size + text.length > statementBytes) await flush();
        texts.push(text);
        size += text.length;
      }
      await flush();
      await run('COMMIT');
    },
    migrate: upToDate,
    end: async () => {
      await run("DELETE FROM rexflow_backups WHERE what = 'restore'");
    },
    close: () => session.close(),
  };
}
