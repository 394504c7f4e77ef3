import { connectMysql, identifier, migrate, type Database, type Value, placeholders } from '#mysql';
import { startMariadb } from '../../mysql/src/mariadb.fixture.js';
import { createInventory } from './inventory.js';
import type { Inventory } from './rows/types.js';

/** A catalogue in a database of its own, to be ended after the tests. */
export interface OpenInventory {
  db: Database;
  inventory: Inventory;
  /** Adds a row with all a row needs, unless said otherwise. */
  insert(row: Record<string, Value>, table?: string): Promise<void>;
  /** The catalogue has these rows and no others. */
  reset(...rows: readonly Record<string, Value>[]): Promise<void>;
  end(): Promise<void>;
}

/** Two apps of one name, one of another, and one that is not automated. */
export const fourApps: readonly Record<string, Value>[] = [
  { id: 1, app_key: 'server10', local_name: 'server' },
  { id: 2, app_key: 'flow1', local_name: 'flow' },
  { id: 3, app_key: 'server2', local_name: 'server' },
  { id: 4, app_key: 'manual', local_name: 'hand', auto_deloy: '0' },
];

async function insertRow(db: Database, row: Record<string, Value>, table = 'pre_server_detail'): Promise<void> {
  const key = String(row['app_key']);
  const whole: Record<string, Value> = {
    server_name: key,
    network_ip: '127.0.0.1',
    pro_type: 'node',
    config_dir: `/data/config_${key}`,
    pro_dir: `/data/${key}`,
    pro_key: key,
    pro_init: `/etc/init.d/${key}`,
    is_deloy_dir: '2',
    auto_deloy: '1',
    ...row,
  };
  const columns = Object.keys(whole);
  await db.execute(
    `INSERT INTO ${table} (${columns.map(identifier).join(', ')}) VALUES (${placeholders(columns)})`,
    Object.values(whole),
  );
}

/** Starts a MariaDB with the tables of rexflow and an empty catalogue. */
export async function openInventory(): Promise<OpenInventory> {
  const mariadb = await startMariadb();
  const settings = await mariadb.database();
  await migrate(settings);
  const db = connectMysql(settings);
  const insert: OpenInventory['insert'] = (row, table) => insertRow(db, row, table);
  return {
    db,
    inventory: createInventory(db, { table: 'pre_server_detail' }),
    insert,
    async reset(...rows) {
      await db.execute('DELETE FROM pre_server_detail');
      for (const row of rows) await insert(row);
    },
    async end() {
      await db.close();
      await mariadb.end();
    },
  };
}
