import { entriesOf, entryKinds, type FleetEntry, type EntryKind, type Fleet, type FleetChange } from '#fleet';
import { placeholders, type Transaction } from '#mysql';
import { portions } from './writeRows.js';
import { entryDigest } from './digests.js';

/** A change as it is kept: what an entry was and what it is. */
interface Kept {
  author: string;
  kind: EntryKind;
  name: string;
  before: FleetEntry | null;
  after: FleetEntry | null;
}

/** The author of what was changed in the tables themselves. */
export const databaseAuthor = 'database';

/**
 * Keeps the changes with their author, under the next revision, which is given. An app that is not any more what rexflow made of it last
 * was changed in its row: that is kept first.
 */
export async function writeChanges(
  sql: Transaction,
  {
    before,
    after,
    changes,
    author,
    revision,
  }: {
    before: Fleet;
    after: Fleet;
    changes: readonly FleetChange[];
    author: string;
    revision: number;
  },
): Promise<void> {
  const valueOf = (fleet: Fleet) => {
    const entries = new Map(entryKinds.map((kind) => [kind, entriesOf(fleet, kind)]));
    return (kind: EntryKind, name: string): FleetEntry | null => entries.get(kind)!.get(name) ?? null;
  };
  const [old, now] = [valueOf(before), valueOf(after)];
  const known = await lastKept(
    sql,
    changes.filter(({ kind }) => kind === 'app').map(({ name }) => name),
  );
  const kept = changes.flatMap(({ kind, name }): Kept[] => {
    const [was, is] = [old(kind, name), now(kind, name)];
    const last = kind === 'app' ? known.get(name) : undefined;
    const isMoved = last !== undefined && was !== null && (last === null || entryDigest(last) !== entryDigest(was));
    return [
      ...(isMoved ? [{ author: databaseAuthor, kind, name, before: last, after: was }] : []),
      { author, kind, name, before: was, after: is },
    ];
  });
  const text = (entry: FleetEntry | null): string | null => (entry === null ? null : JSON.stringify(entry));
  for (const portion of portions(kept)) {
    await sql.execute(
      `INSERT INTO rexflow_changes (revision, at, author, scope, name, before_value, after_value)
       VALUES ${portion.map(() => '(?, UTC_TIMESTAMP(3), ?, ?, ?, ?, ?)').join(', ')}`,
      portion.flatMap((one) => [revision, one.author, one.kind, one.name, text(one.before), text(one.after)]),
    );
  }
  await sql.execute("UPDATE rexflow_settings SET revision = ? WHERE scope = 'fleet' AND name = ''", [revision]);
}

/** What apps were after the last change that was kept of each; null where it took the app away. */
async function lastKept(sql: Transaction, apps: readonly string[]): Promise<Map<string, FleetEntry | null>> {
  const found = new Map<string, FleetEntry | null>();
  for (const portion of portions(apps)) {
    const rows = await sql.query<{ name: string; after_value: string | null }>(
      `SELECT c.name, c.after_value FROM rexflow_changes c
       JOIN (SELECT MAX(id) AS id FROM rexflow_changes
             WHERE scope = 'app' AND name IN (${placeholders(portion)}) GROUP BY name) last ON last.id = c.id`,
      portion,
    );
    for (const { name, after_value } of rows)
      found.set(name, after_value === null ? null : (JSON.parse(after_value) as FleetEntry));
  }
  return found;
}
