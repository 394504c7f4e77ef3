import { identifier, type Row, type Statements } from '#mysql';
import { text } from './columns.js';
import { keyed, resolver } from './resolve.js';
import type { Inventory } from './types.js';
import { everyUsable, usable } from './usable.js';

/** The inventory over one table of the catalogue: `pre_server_detail`, the external one, or as config.yml names it. */
export function createInventory(db: Statements, options: { table: string }): Inventory {
  const { table } = options;
  const from = identifier(table);
  return {
    resolve: resolver(db, table),
    keyed: (keys) => keyed(db, table, keys),
    all: () => usable(db, table, 'auto_deloy', '1'),
    every: () => everyUsable(db, table),
    group: (name) => usable(db, table, 'local_name', name),
    names: async () => {
      const rows = await db.query<Row>(`SELECT local_name, app_key, auto_deloy FROM ${from} ORDER BY id`);
      const filled = (names: string[]): string[] => names.filter((name) => name !== '');
      return {
        groups: filled([...new Set(rows.map((row) => text(row, 'local_name')))]).sort(),
        apps: filled(rows.filter((row) => text(row, 'auto_deloy') === '1').map((row) => text(row, 'app_key'))),
      };
    },
    updateDifference: async (appKey, json) => {
      const [row] = await db.query<Row>(`SELECT * FROM ${from} WHERE app_key = ? LIMIT 1`, [appKey]);
      if (row && 'differcount' in row) {
        await db.execute(`UPDATE ${from} SET differcount = ? WHERE app_key = ?`, [json, appKey]);
      }
    },
  };
}
