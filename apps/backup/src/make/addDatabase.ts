import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { DatabaseSnapshot, DumpTable } from '#mysql';
import type { BackupWriter } from '../archive/writeBackup.js';

/** Bytes of rows that are gathered into one entry: what a backup holds in memory, and a restore too. */
const chunkBytes = 1024 * 1024;
const pack = promisify(gzip);

/** The entry of a piece of a table. */
const chunkName = (table: string, number: number): string =>
  `database/${encodeURIComponent(table)}/${String(number).padStart(6, '0')}.jsonl.gz`;

async function addTable(writer: BackupWriter, snapshot: DatabaseSnapshot, table: DumpTable): Promise<number> {
  let [lines, bytes, rows, number]: [string[], number, number, number] = [[], 0, 0, 0];
  const flush = async (): Promise<void> => {
    const packed = await pack(lines.join(''));
    [lines, bytes] = [[], 0];
    await writer.add(chunkName(table.name, (number += 1)), packed);
  };
  for await (const row of snapshot.rows(table)) {
    const line = `${JSON.stringify(row)}\n`;
    lines.push(line);
    bytes += line.length;
    rows += 1;
    if (bytes >= chunkBytes) await flush();
  }
  if (lines.length > 0) await flush();
  return rows;
}

/** Adds the rows of every table, a line each; gives how many each table has. */
export async function addDatabase(writer: BackupWriter, snapshot: DatabaseSnapshot): Promise<Record<string, number>> {
  const rows: Record<string, number> = {};
  for (const table of snapshot.tables) rows[table.name] = await addTable(writer, snapshot, table);
  return rows;
}
