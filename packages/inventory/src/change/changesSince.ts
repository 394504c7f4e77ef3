import type { Row, Statements } from '#mysql';

/** The most changes that one answer names. */
const most = 50;

/** What was changed since the catalogue had a tag, a line each. */
export async function entriesChangedSince(sql: Statements, tag: string): Promise<string[]> {
  const revision = Number.parseInt(tag, 10);
  const rows = await sql.query<Row>(
    `SELECT at, author, scope, name, before_value IS NULL AS added, after_value IS NULL AS removed
     FROM rexflow_changes WHERE revision > ? ORDER BY id LIMIT ${most}`,
    [Number.isSafeInteger(revision) ? revision : 0],
  );
  if (rows.length === 0) return ['rows were changed in the tables of the catalogue themselves'];
  return rows.map(({ at, author, scope, name, added, removed }) => {
    const change = Number(added) === 1 ? 'added' : Number(removed) === 1 ? 'removed' : 'changed';
    return `${String(scope)} ${String(name)} ${change} by ${String(author)} at ${String(at)}`;
  });
}
