import type { Statements } from '#mysql';

/** The kinds of rows that are removed when they are old. */
export const prunable = ['requests', 'audit', 'events', 'deliveries'] as const;
export type Prunable = (typeof prunable)[number];

/** The position of a round over the requests. */
export interface Position {
  at: string;
  id: string;
}

/**
 * True when it is the caller's turn to remove old rows of a kind: of all who ask, one has it, once in `seconds`. The clock is
 * MySQL's; a turn that lies a day ahead was set by one that has been put back since.
 */
export async function takeTurn(sql: Statements, what: Prunable, seconds: number): Promise<boolean> {
  const { affectedRows } = await sql.execute(
    `UPDATE rexflow_retention SET next_at = UTC_TIMESTAMP(3) + INTERVAL ? SECOND
     WHERE what = ? AND (next_at <= UTC_TIMESTAMP(3) OR next_at > UTC_TIMESTAMP(3) + INTERVAL 1 DAY)`,
    [seconds, what],
  );
  return affectedRows === 1;
}

/** Lets the next turn of a kind come no sooner than in `seconds`. */
export async function rest(sql: Statements, what: Prunable, seconds: number): Promise<void> {
  await sql.execute('UPDATE rexflow_retention SET next_at = UTC_TIMESTAMP(3) + INTERVAL ? SECOND WHERE what = ?', [
    seconds,
    what,
  ]);
}

/** Counts what was removed of a kind. */
export async function countRemoved(sql: Statements, what: Prunable, rows: number): Promise<void> {
  if (rows === 0) return;
  await sql.execute(
    'UPDATE rexflow_retention SET removed = removed + ?, removed_at = UTC_TIMESTAMP(3) WHERE what = ?',
    [rows, what],
  );
}

/** The position from which the round over the requests goes on; null at its beginning. */
export async function positionOf(sql: Statements): Promise<Position | null> {
  const [row] = await sql.query<{ at: string | null; id: string | null }>(
    "SELECT position_at AS at, position_id AS id FROM rexflow_retention WHERE what = 'requests'",
  );
  return row && row.at !== null && row.id !== null ? { at: row.at, id: row.id } : null;
}

/** Stores the position from which the round over the requests goes on. */
export async function storePosition(sql: Statements, position: Position | null): Promise<void> {
  await sql.execute("UPDATE rexflow_retention SET position_at = ?, position_id = ? WHERE what = 'requests'", [
    position?.at ?? null,
    position?.id ?? null,
  ]);
}
