import type { HostSettings } from '#fleet';
import type { Row, Statements } from '#mysql';
import { hostTable, type HostTable } from './hostTable.js';

/** The hosts that a database describes. */
export interface DescribedHosts {
  hosts: Map<string, HostSettings>;
  table: HostTable;
  /** All there is of them as one text, to see that something has changed. */
  text: string;
}

/** Reads the described hosts. The database of another environment may have no table for them, or not open it to us: then there are none. */
export function hostReader(db: Statements): () => Promise<DescribedHosts> {
  let present: Promise<boolean> | null = null;
  const isPresent = async (): Promise<boolean> => {
    const found = await db.query<Row>(
      "SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'rexflow_settings'",
    );
    // It may come with the next upgrade of whoever owns that database.
    if (found.length === 0) present = null;
    return found.length > 0;
  };
  let kept: { revision: string; described: DescribedHosts } | null = null;
  return async () => {
    present ??= isPresent().catch((thrown: unknown) => {
      present = null;
      throw thrown;
    });
    if (!(await present)) return describe([]);
    // Every change counts there: five hundred hosts are not read at each release.
    const [row] = await db.query<Row>("SELECT revision FROM rexflow_settings WHERE scope = 'fleet' AND name = ''");
    const revision = String(row?.['revision']);
    if (kept?.revision !== revision) kept = { revision, described: describe(await hostRows(db)) };
    return kept.described;
  };
}

interface HostRow {
  name: string;
  value: string;
}

/** The rows of all described hosts. */
export const hostRows = async (db: Statements): Promise<HostRow[]> =>
  await db.query<HostRow>("SELECT name, value FROM rexflow_settings WHERE scope = 'host' ORDER BY name");

function describe(rows: readonly HostRow[]): DescribedHosts {
  const hosts = new Map(rows.map(({ name, value }) => [name, JSON.parse(value) as HostSettings]));
  return { hosts, table: hostTable(hosts), text: rows.map(({ name, value }) => `${name} ${value}`).join('\n') };
}
