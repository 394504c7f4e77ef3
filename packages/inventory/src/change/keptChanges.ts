import { compareEntries, type FleetEntry, type EntryKind, type FleetChange } from '#fleet';
import { placeholders, type Row, type Statements, type Value } from '#mysql';

/** A change as it was kept. */
export interface KeptChange {
  id: number;
  revision: number;
  at: Date;
  author: string;
  change: FleetChange;
}

/** The changes that are asked for; everything given must hold. */
export interface ChangesAsked {
  kind?: EntryKind | undefined;
  name?: string | undefined;
  /** Of one of these entries. */
  entries?: readonly { kind: EntryKind; names: readonly string[] }[];
  since?: Date;
  until?: Date | undefined;
  /** Only before the one with this id. */
  before: number | null;
  limit: number;
}

const sqlTime = (date: Date): string => date.toISOString().replace('T', ' ').replace('Z', '');

/** At most `limit` changes, newest first. */
export async function keptChanges(sql: Statements, asked: ChangesAsked): Promise<KeptChange[]> {
  const { kind, name, entries, since, until, before, limit } = asked;
  const one = (text: string, value: Value | undefined | null): [string, Value[]][] =>
    value === undefined || value === null ? [] : [[text, [value]]];
  const named = (entries ?? []).filter(({ names }) => names.length > 0);
  const any = named.map((entry) => `(scope = ? AND name IN (${placeholders(entry.names)}))`).join(' OR ');
  const where: [string, Value[]][] = [
    ...one('scope = ?', kind),
    ...one('name = ?', name),
    ...one('id < ?', before),
    ...one('at >= ?', since && sqlTime(since)),
    ...one('at < ?', until && sqlTime(until)),
    ...(entries === undefined
      ? []
      : [
          [any === '' ? '1 = 0' : `(${any})`, named.flatMap((entry) => [entry.kind, ...entry.names])] as [
            string,
            Value[],
          ],
        ]),
  ];
  const conditions = where.length === 0 ? '' : `WHERE ${where.map(([text]) => text).join(' AND ')}`;
  const rows = await sql.query<Row>(
    `SELECT id, revision, DATE_FORMAT(at, '%Y-%m-%dT%H:%i:%s.%fZ') AS at, author, scope, name, before_value, after_value
     FROM rexflow_changes ${conditions} ORDER BY id DESC LIMIT ${Math.trunc(limit)}`,
    where.flatMap(([, values]) => values),
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
