import { CodedError, holdDetails, type Hold, type Warning } from '#contract';
import type { Database, Statements, Transaction } from '#mysql';
import { addEvent } from '../events/events.js';
import { auditing } from '../events/audit.js';
import { fromUtc, utc } from '../base/times.js';
import { waitMembers } from '../base/waitMembers.js';

interface Row {
  reason: string;
  held_by: string;
  since: string;
  until_at: string | null;
}

const inForce = 'one = 1 AND reason IS NOT NULL AND (until_at IS NULL OR until_at > UTC_TIMESTAMP(3))';

const toHold = ({ reason, held_by: by, since, until_at: until }: Row): Hold => ({
  ...{ reason, by, since: fromUtc(since).toISOString() },
  until: until === null ? null : fromUtc(until).toISOString(),
});

/** The hold that counts now, or null. */
export async function readHold(sql: Statements): Promise<Hold | null> {
  const [row] = await sql.query<Row>(`SELECT reason, held_by, since, until_at FROM rexflow_hold WHERE ${inForce}`);
  return row ? toHold(row) : null;
}

/**
 * The same, and until the transaction ends nobody sets another: what begins in it began before the hold. To be asked before any lease
 * is locked, so that all lock in one order.
 */
export async function lockHold(sql: Statements): Promise<Hold | null> {
  // The row is named by its key alone: it is locked also while there is no hold.
  const [row] = await sql.query<Row & { counts: number }>(
    `SELECT reason, held_by, since, until_at, ${inForce} AS counts FROM rexflow_hold WHERE one = 1 LOCK IN SHARE MODE`,
  );
  return row?.counts === 1 ? toHold(row) : null;
}

/** Throws HOLD while the installation is held; for the rest as `lockHold`. */
export async function requireNoHold(sql: Statements): Promise<void> {
  const hold = await lockHold(sql);
  if (hold) throw new CodedError('HOLD', holdDetails(hold));
}

/** Tells of it, and who did it; nobody where it ended by itself. */
function tell(sql: Transaction, kind: 'held' | 'resumed', hold: Hold, by: string | null): void {
  const { reason, since, until } = hold;
  const details = { reason, ...(until === null ? {} : { until }) };
  if (by !== null)
    sql.last(...auditing([{ user: by, action: kind === 'held' ? 'hold' : 'resume', job: null, details }]));
  addEvent(sql, { requestId: '', kind, data: { reason, by, since, until } });
}

/** Holds the installation, or says anew why and until when; since when stays as it is while it goes on. */
export async function setHold(
  db: Database,
  { reason, by, until }: { reason: string; by: string; until: Date | null },
): Promise<Hold> {
  return await db.transaction('repeat', async (sql) => {
    await sql.query('SELECT 1 FROM rexflow_hold WHERE one = 1 FOR UPDATE');
    const known = await readHold(sql);
    const since = known?.since ?? db.now().toISOString();
    const hold = { reason, by, since, until: until?.toISOString() ?? null };
    await sql.execute('UPDATE rexflow_hold SET reason = ?, held_by = ?, since = ?, until_at = ? WHERE one = 1', [
      ...[reason, by, utc(new Date(since))],
      until && utc(until),
    ]);
    tell(sql, 'held', hold, by);
    return hold;
  });
}

/** Ends a hold; gives the one that was, or null where there was none. */
export async function endHold(db: Database, by: string): Promise<Hold | null> {
  return await takeAway(db, 'reason IS NOT NULL', by);
}

/** Tells of a hold whose time is over, once. */
export async function endLapsedHold(db: Database): Promise<void> {
  const lapsed = 'reason IS NOT NULL AND until_at <= UTC_TIMESTAMP(3)';
  if ((await db.query(`SELECT 1 FROM rexflow_hold WHERE one = 1 AND ${lapsed}`)).length > 0)
    await takeAway(db, lapsed, null);
}

async function takeAway(db: Database, which: string, by: string | null): Promise<Hold | null> {
  return await db.transaction('repeat', async (sql) => {
    const [row] = await sql.query<Row>(
      `SELECT reason, held_by, since, until_at FROM rexflow_hold WHERE one = 1 AND ${which} FOR UPDATE`,
    );
    if (!row) return null;
    await sql.execute(
      'UPDATE rexflow_hold SET reason = NULL, held_by = NULL, since = NULL, until_at = NULL WHERE one = 1',
    );
    const hold = toHold(row);
    tell(sql, 'resumed', hold, by);
    return hold;
  });
}

/** Stores that a request as a whole waits for something, once while it is the same, and tells of it. */
export async function waitAsWhole(db: Database, requestId: string, what: Warning): Promise<void> {
  await db.transaction('repeat', async (sql) => {
    const members = waitMembers(what);
    const waiting = JSON.stringify({ ...members, since: db.now().toISOString() });
    const { affectedRows } = await sql.execute(
      `UPDATE rexflow_requests SET waiting = ?
       WHERE id = ? AND state <> 'settled' AND (waiting IS NULL OR JSON_UNQUOTE(JSON_EXTRACT(waiting, '$.for')) <> ?)`,
      [waiting, requestId, members.for],
    );
    if (affectedRows > 0) addEvent(sql, { requestId, kind: 'waiting', data: members });
  });
}
