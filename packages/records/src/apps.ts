import type { Phase, Standing, TroubleReport } from '#contract';
import type { Statements } from '#mysql';
import type { Facts, StepRecord } from '#release';
import { fromUtc } from './times.js';

interface StepRow {
  phase: Phase;
  step: string;
  state: 'begun' | 'done' | 'failed';
  facts: string | null;
  trouble: string | null;
  begun_at: string;
}

/** The steps of one app in a request, in the order they began. */
export async function stepHistory(
  sql: Statements,
  requestId: string,
  appKey: string,
): Promise<(StepRecord & { phase: Phase; begunAt: Date })[]> {
  const rows = await sql.query<StepRow>(
    'SELECT phase, step, state, facts, trouble, begun_at FROM rexflow_steps WHERE request_id = ? AND app_key = ? ORDER BY id',
    [requestId, appKey],
  );
  return rows.map((row) => ({
    phase: row.phase,
    step: row.step,
    state: row.state,
    facts: row.facts === null ? {} : (JSON.parse(row.facts) as Facts),
    trouble: row.trouble === null ? null : (JSON.parse(row.trouble) as TroubleReport),
    begunAt: fromUtc(row.begun_at),
  }));
}

/** Stores that a step begins, before anything is done; gives the number by which it is ended. */
export async function beginStep(
  sql: Statements,
  step: { requestId: string; appKey: string; phase: Phase; step: string; fence: number },
): Promise<number> {
  const { insertId } = await sql.execute(
    `INSERT INTO rexflow_steps (request_id, app_key, phase, step, state, fence, begun_at)
     VALUES (?, ?, ?, ?, 'begun', ?, UTC_TIMESTAMP(3))`,
    [step.requestId, step.appKey, step.phase, step.step, step.fence],
  );
  await sql.execute(
    `UPDATE rexflow_host_releases SET phase = ?, vote = NULL, step = IF(trouble IS NULL, ?, step)
     WHERE request_id = ? AND app_key = ?`,
    [step.phase, step.step, step.requestId, step.appKey],
  );
  return insertId;
}

/** Stores what came of a step, as seen. */
export async function endStep(
  sql: Statements,
  id: number,
  seen: { state: 'done' | 'failed'; facts: Facts; trouble: TroubleReport | null },
): Promise<void> {
  await sql.execute(
    'UPDATE rexflow_steps SET state = ?, ended_at = UTC_TIMESTAMP(3), facts = ?, trouble = ? WHERE id = ?',
    [seen.state, JSON.stringify(seen.facts), seen.trouble ? JSON.stringify(seen.trouble) : null, id],
  );
}

/** Stores how an app ended a phase. The first trouble of an app stays its trouble, and the step that met it its step. */
export async function vote(
  sql: Statements,
  ballot: {
    requestId: string;
    appKey: string;
    phase: Phase;
    vote: 'done' | 'failed';
    standing: Standing | null;
    trouble: TroubleReport | null;
    /** The step that met the trouble, where it is not the last one that began. */
    step?: string | undefined;
    facts?: Record<string, unknown>;
  },
): Promise<void> {
  await sql.execute(
    `UPDATE rexflow_host_releases
     SET phase = ?, vote = ?, standing = COALESCE(?, standing), step = IF(trouble IS NULL, COALESCE(?, step), step),
         trouble = COALESCE(trouble, ?), facts = COALESCE(?, facts)
     WHERE request_id = ? AND app_key = ?`,
    [
      ballot.phase,
      ballot.vote,
      ballot.standing,
      ballot.step ?? null,
      ballot.trouble ? JSON.stringify(ballot.trouble) : null,
      ballot.facts ? JSON.stringify(ballot.facts) : null,
      ballot.requestId,
      ballot.appKey,
    ],
  );
}
