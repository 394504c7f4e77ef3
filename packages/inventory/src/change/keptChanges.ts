import { compareEntries, type FleetEntry, type EntryKind, type FleetChange } from '#fleet';
import type { Row, Statements, Value } from '#mysql';

/** A change as it was kept. */
export interface KeptChange {
  id: number;
  revision: number;
  at: Date;
  author: string;
  change: FleetChange;
}

/** At most `limit` changes, newest first, before the one with the id `before`; only of this kind and name where these are given. */
export async function keptChanges(
  sql: Statements,
  {
    kind,
    name,
    before,
    limit,
  }: { kind?: EntryKind | undefined; name?: string | undefined; before: number | null; limit: number },
): Promise<KeptChange[]> {
  const where: [string, Value][] = [
    ...(kind === undefined ? [] : [['scope = ?', kind] as [string, Value]]),
    ...(name === undefined ? [] : [['name = ?', name] as [string, Value]]),
    ...(before === null ? [] : [['id < ?', before] as [string, Value]]),
  ];
  const conditions = where.length === 0 ? '' : `WHERE ${where.map(([text]) => text).join(' AND ')}`;
  const rows = await sql.query<Row>(
    `SELECT id, revision, DATE_FORMAT(at, '%Y-%m-%dT%H:%i:%s.%fZ') AS at, author, scope, name, before_value, after_value
     FROM rexflow_changes ${conditions} ORDER BY id DESC LIMIT ${Math.trunc(limit)}`,
    where.map(([, value]) => value),
  );
  return rows.map((row) => ({
    id: Number(row['id']),
    revision: Number(row['revision']),
    at: new Date(String(row['at']).replace(/(\.\d{3})\d*Z$/, '$1Z')),
    author: String(row['author']),
    change: compareEntries(
      row['scope'] as EntryKind,
      String(row['name']),
      entryOf(row['before_value']),
      entryOf(row['after_value']),
    )!,
  }));
}

const entryOf = (text: unknown): FleetEntry | undefined =>
  typeof text === 'string' ? (JSON.parse(text) as FleetEntry) : undefined;
