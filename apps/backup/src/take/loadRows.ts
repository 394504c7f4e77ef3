import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { ArchiveEntry, Body } from '#bundle';
import type { DatabaseLoad, DumpRow, DumpTable } from '#mysql';
import { collected } from '../archive/readBackup.js';

const unpack = promisify(gunzip);
/** A chunk has about a MiB, or one row that is larger. */
const mostBytes = 512 * 1024 * 1024;

/** Takes pieces of tables; gives how many rows each of these was given. */
export interface RowLoader {
  take(entry: ArchiveEntry, body: Body): Promise<void>;
  rows: Record<string, number>;
}

/** Loads the pieces of these tables into a database. */
export function rowLoader(load: DatabaseLoad, tables: readonly DumpTable[]): RowLoader {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const rows = Object.fromEntries(tables.map(({ name }) => [name, 0]));
  return {
    rows,
    take: async ({ name }, body) => {
      const table = byName.get(decodeURIComponent(name.split('/')[1]!));
      if (!table) throw new Error(`"${name}" is of no table of the backup`);
      const text = (await unpack(await collected(body), { maxOutputLength: mostBytes })).toString();
      const found = text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as DumpRow);
      await load.insert(table, found);
      rows[table.name]! += found.length;
    },
  };
}
