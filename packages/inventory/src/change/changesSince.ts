import { inEnglish, statement, type Details, type Statement } from '#contract';
import type { EntryKind } from '#fleet';
import type { Row, Statements } from '#mysql';

/** The most changes that one answer names. */
const most = 50;

/** What was changed since the catalogue had a tag, a line each, as details of an error. */
export async function entriesChangedSince(sql: Statements, tag: string): Promise<Details> {
  const revision = Number.parseInt(tag, 10);
  const rows = await sql.query<Row>(
    `SELECT at, author, scope, name, before_value IS NULL AS added, after_value IS NULL AS removed
     FROM rexflow_changes WHERE revision > ? ORDER BY id LIMIT ${most}`,
    [Number.isSafeInteger(revision) ? revision : 0],
  );
  const statements = rows.length === 0 ? [statement('moved.rows')] : rows.map(changeIn);
  return { changes: statements.map((one) => inEnglish(one).message), statements };
}

function changeIn({ at, author, scope, name, added, removed }: Row): Statement {
  const change = Number(added) === 1 ? 'added' : Number(removed) === 1 ? 'removed' : 'changed';
  const kind = statement(`kind.${scope as EntryKind}`);
  return statement(`moved.${change}`, { kind, name: String(name), by: String(author), at: String(at) });
}
