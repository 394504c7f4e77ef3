import { CodedError, pausableKinds } from '#contract';
import type { Database, Transaction } from '#mysql';
import { auditing } from '../events/audit.js';
import { addEvent } from '../events/events.js';
import { toPause, type PauseRow } from '../requests/paused.js';
import { toRequest } from '../requests/rows.js';
import type { RequestDecoder } from '../base/settings.js';

interface Locked extends PauseRow {
  state: string;
  action: string;
  parameters: string;
  request: string | null;
  cancelled_by: string | null;
  settlement: string | null;
}

async function lockRequest(sql: Transaction, id: string): Promise<Locked> {
  const [row] = await sql.query<Locked>(
    `SELECT paused_by, paused_at, pause_reason, state, action, parameters, request, cancelled_by, settlement FROM rexflow_requests WHERE id = ? FOR UPDATE`,
    [id],
  );
  if (!row) throw new CodedError('JOB_UNKNOWN', { job: id });
  return row;
}

/** Tells of what somebody did, and that it was done. */
function tell(sql: Transaction, id: string, kind: 'paused' | 'continued', by: string, data: object): void {
  sql.last(
    ...auditing([{ user: by, action: kind === 'paused' ? 'pause' : 'continue', job: id, details: { ...data } }]),
  );
  addEvent(sql, { requestId: id, kind, data: { by, ...data } });
}

/**
 * Pauses a request: it begins no further phase or batch that goes on with what was asked for. Said again, it changes who and why. Throws
 * JOB_UNKNOWN, JOB_SETTLED, NOT_PAUSABLE.
 */
export async function storePause(
  db: Database,
  { decode }: RequestDecoder,
  id: string,
  { by, reason }: { by: string; reason: string | null },
): Promise<void> {
  await db.transaction('repeat', async (sql) => {
    const row = await lockRequest(sql, id);
    const { request } = toRequest(row, decode);
    if (row.state === 'settled') throw new CodedError('JOB_SETTLED', settledDetails(id, row));
    const because =
      row.state === 'queued'
        ? 'queued'
        : row.cancelled_by !== null
          ? 'cancelled'
          : (pausableKinds as readonly string[]).includes(request.kind)
            ? null
            : 'once';
    if (because !== null) throw new CodedError('NOT_PAUSABLE', { job: id, action: row.action, because });
    const known = toPause(row);
    if (known?.by === by && known.reason === reason) return;
    await sql.execute(
      `UPDATE rexflow_requests SET paused_by = ?, pause_reason = ?, paused_at = COALESCE(paused_at, UTC_TIMESTAMP(3)) WHERE id = ?`,
      [by, reason, id],
    );
    tell(sql, id, 'paused', by, reason === null ? {} : { reason });
  });
}

const settledDetails = (id: string, { settlement }: Locked): { job: string; outcome?: string } => {
  const { outcome } = JSON.parse(settlement ?? '{}') as { outcome?: string };
  return { job: id, ...(outcome === undefined ? {} : { outcome }) };
};

/** Lets a paused request go on; one that is not paused is left as it is. Throws JOB_UNKNOWN, JOB_SETTLED. */
export async function endPause(db: Database, id: string, by: string): Promise<void> {
  await db.transaction('repeat', async (sql) => {
    const row = await lockRequest(sql, id);
    if (row.state === 'settled') throw new CodedError('JOB_SETTLED', settledDetails(id, row));
    if (toPause(row) === null) return;
    await sql.execute(
      'UPDATE rexflow_requests SET paused_by = NULL, paused_at = NULL, pause_reason = NULL, waiting = NULL WHERE id = ?',
      [id],
    );
    tell(sql, id, 'continued', by, {});
  });
}
