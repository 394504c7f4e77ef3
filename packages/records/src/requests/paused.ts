import { CodedError, pauseDetails, type CancelThen, type FailurePolicy, type Pause } from '#contract';
import type { Statements } from '#mysql';
import { fromUtc } from '../base/times.js';

/** The columns of a request that hold its pause. */
export interface PauseRow {
  paused_by: string | null;
  paused_at: string | null;
  pause_reason: string | null;
}

/** The pause of a request from its row; null while it is not paused. */
export const toPause = ({ paused_by: by, paused_at: since, pause_reason: reason }: PauseRow): Pause | null =>
  by === null || since === null ? null : { by, reason, since: fromUtc(since).toISOString() };

/** Throws PAUSED while a request is paused. */
export async function requireNoPause(sql: Statements, id: string): Promise<void> {
  const [row] = await sql.query<PauseRow>(
    'SELECT paused_by, paused_at, pause_reason FROM rexflow_requests WHERE id = ?',
    [id],
  );
  const pause = row ? toPause(row) : null;
  if (pause) throw new CodedError('PAUSED', pauseDetails(id, pause));
}

const policies: Readonly<Record<CancelThen, FailurePolicy>> = { undo: 'undo', keep: 'stop' };

/** The policy that counts for a request once whoever cancelled it said what becomes of the hosts that are switched; none otherwise. */
export const policyAfterCancel = (row: {
  cancelled_by: string | null;
  cancel_then: string | null;
}): { policy?: FailurePolicy } =>
  row.cancelled_by === null || row.cancel_then === null ? {} : { policy: policies[row.cancel_then as CancelThen] };
