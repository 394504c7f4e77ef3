import type { Config } from '#config';
import { statement } from '#contract';
import { connectMysql, identifier, type Database, type Row } from '#mysql';
import { refusedImport } from '../original/refuse.js';
import { lookAtHistory } from './lookAtHistory.js';
import { lookAtHosts } from './lookAtHosts.js';
import { lookAtRows, tableOf } from './lookAtRows.js';
import { lookAtTables } from './lookAtTables.js';
import type { Mend } from './mend.js';

/** What is looked at: the database always, as its rows name the hosts. */
export interface LookOptions {
  hosts: boolean;
  now: Date;
}

const isThere = async (db: Database, table: string): Promise<boolean> => {
  const found = await db.query<Row>(
    'SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?',
    [table],
  );
  return found.length > 0;
};

/**
 * Looks through the database of RexDeployV3, and its hosts where that is asked for, for all that has to be mended. Nothing is changed.
 * Throws MYSQL_AWAY, DATABASE_REFUSED, IMPORT_REFUSED where there is no catalogue.
 */
export async function lookThrough(config: Config, { hosts, now }: LookOptions): Promise<Mend[]> {
  const environment = config.environments[config.environment]!;
  const { mysql, tables } = environment;
  const db = connectMysql(mysql);
  try {
    const table = tableOf(environment);
    if (!(await isThere(db, table)))
      throw refusedImport(statement('moving.noSuch', { database: mysql.database, table }));
    const ofTables = await lookAtTables(db, mysql.database, tables, table);
    // Without its columns no row can be judged, nor can a host be found in it.
    if (ofTables.some(({ what }) => what.id === 'moving.columnsLack')) return ofTables;
    const rows = await db.query<Row>(`SELECT * FROM ${identifier(table)} ORDER BY id`);
    return [
      ...ofTables,
      ...(await lookAtRows(db, environment, rows)),
      ...(await lookAtHistory(db, environment, rows, now)),
      ...(hosts ? await lookAtHosts(db, config, environment) : []),
    ];
  } finally {
    await db.close();
  }
}
