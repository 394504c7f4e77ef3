import type { DemoApp, Mariadb } from '#provision';
import { createConnection } from 'mysql2/promise';

const table = 'pre_server_detail';

/**
 * Writes the applications of both environments into their catalogues. The gateway has made the tables of prod; those of
 * uat belong to another installation, which does not exist here: its one table is made like prod's.
 */
export async function fillCatalogues(
  { host, port, user, password }: Mariadb,
  apps: Record<'prod' | 'uat', readonly DemoApp[]>,
): Promise<void> {
  const connection = await createConnection({ host, port, user, password });
  try {
    await connection.query(`CREATE TABLE uat.${table} LIKE prod.${table}`);
    for (const environment of ['prod', 'uat'] as const) {
      for (const { row } of apps[environment]) {
        const columns = Object.keys(row);
        const names = columns.map((column) => connection.escapeId(column)).join(', ');
        const placeholders = columns.map(() => '?').join(', ');
        await connection.execute(
          `INSERT INTO ${environment}.${table} (${names}) VALUES (${placeholders})`,
          Object.values(row),
        );
      }
    }
  } finally {
    await connection.end();
  }
}
