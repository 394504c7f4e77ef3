import type { Readable } from 'node:stream';
import { identifier } from '../connection/identifier.js';
import type { OriginalTables } from '../migrations/originalTables.js';
import { recordedIn } from '../migrations/runMigrations.js';
import type { MysqlSettings } from '../connection/settings.js';
import { columnForm, readingOf, type DumpColumn, type DumpRow } from './columns.js';
import { asRefusal, openSession, type DumpSession } from './session.js';

/** A table as it is made, and its columns but for those that MySQL computes. */
export interface DumpTable {
  name: string;
  create: string;
  columns: DumpColumn[];
}

/** The tables of rexflow and of the original at one moment, while others go on writing. */
export interface DatabaseSnapshot {
  /** By the clock of MySQL. */
  at: Date;
  server: string;
  tables: DumpTable[];
  /** The names of the migrations that have run. */
  migrations: string[];
  /** The rows of a table, read as fast as they are taken. Throws MYSQL_AWAY, DATABASE_REFUSED. */
  rows(table: DumpTable): AsyncIterable<DumpRow>;
  close(): Promise<void>;
}

/** Tables of the original that bear one name everywhere. */
const alsoOriginal = ['pre_auto_configure', 'pre_auto_template_vars'];
/** When backups were made, and that a restore runs: of the installation, not of its past. */
export const notDumped = 'rexflow_backups';
const rowsAhead = 64;

/** The tables of rexflow and of the original that are there. */
export async function tablesThere({ run }: DumpSession, originals: OriginalTables): Promise<string[]> {
  const found = await run<{ name: string }>(
    "SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'BASE TABLE'",
  );
  const wanted = new Set([...Object.values(originals), ...alsoOriginal]);
  return found
    .map(({ name }) => name)
    .filter((name) => name !== notDumped && (name.startsWith('rexflow_') || wanted.has(name)))
    .sort();
}

/** The columns of a table that are written, in their order. */
export async function columnsThere({ run }: DumpSession, table: string): Promise<DumpColumn[]> {
  const found = await run<{ name: string; type: string; extra: string }>(
    `SELECT COLUMN_NAME AS name, LOWER(DATA_TYPE) AS type, EXTRA AS extra FROM information_schema.COLUMNS
     WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION`,
    [table],
  );
  return found
    .filter(({ extra }) => !/\b(VIRTUAL|STORED|PERSISTENT) GENERATED\b/i.test(extra))
    .map(({ name, type }) => ({ name, form: columnForm(type) }));
}

async function tableOf(session: DumpSession, name: string): Promise<DumpTable> {
  const [made] = await session.run<Record<string, string>>(`SHOW CREATE TABLE ${identifier(name)}`);
  return { name, create: made!['Create Table']!, columns: await columnsThere(session, name) };
}

/**
 * Opens a snapshot: all that is read of it is of the moment it was opened. What of the original's tables is kept by an engine without
 * transactions is read as it is when its turn comes. Throws MYSQL_AWAY, DATABASE_REFUSED.
 */
export async function openSnapshot(settings: MysqlSettings, originals: OriginalTables): Promise<DatabaseSnapshot> {
  const session = await openSession(settings, [
    'SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ',
    'START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY',
  ]);
  try {
    const [row] = await session.run<{ at: string; server: string }>(
      "SELECT DATE_FORMAT(UTC_TIMESTAMP(3), '%Y-%m-%dT%H:%i:%s.%f') AS at, VERSION() AS server",
    );
    const tables: DumpTable[] = [];
    for (const name of await tablesThere(session, originals)) tables.push(await tableOf(session, name));
    const recorded = Object.values(recordedIn).filter((name) => tables.some((table) => table.name === name));
    const migrations: string[] = [];
    for (const table of recorded)
      migrations.push(...(await session.run<{ name: string }>(`SELECT name FROM ${table}`)).map(({ name }) => name));
    return {
      at: new Date(`${row!.at.slice(0, 23)}Z`),
      server: row!.server,
      tables,
      migrations: migrations.sort(),
      rows: ({ name, columns }) => rowsOf(session, name, columns),
      close: () => session.close(),
    };
  } catch (thrown) {
    await session.close();
    throw thrown;
  }
}

async function* rowsOf(session: DumpSession, name: string, columns: readonly DumpColumn[]): AsyncGenerator<DumpRow> {
  const sql = `SELECT ${columns.map(readingOf).join(', ')} FROM ${identifier(name)}`;
  // The rows the driver has read and nobody has taken are few: it stops reading until they are.
  const stream: Readable = session.connection
    .query({ sql, rowsAsArray: true, typeCast: (field) => field.string() })
    .stream({ highWaterMark: rowsAhead });
  try {
    for await (const row of stream) yield row as DumpRow;
  } catch (thrown) {
    throw asRefusal(thrown, `reading ${name}`);
  }
}
