import type { Config } from '#config';
import { lackingColumns } from '#inventory';
import { openSource } from '#mysql';

const patienceMs = 3000;

/** The table of another environment's catalogue, and the columns it lacks. Throws SOURCE_AWAY, SOURCE_REFUSED. */
export async function examineSource(
  { environments }: Config,
  name: string,
): Promise<{ table: string; missing: string[] }> {
  const { mysql, tables, external } = environments[name]!;
  const table = external ? tables.externalApps : tables.apps;
  const db = openSource(name, { ...mysql, poolSize: 2, connectTimeout: patienceMs });
  try {
    return { table, missing: await lackingColumns(db, table) };
  } finally {
    await db.close();
  }
}
