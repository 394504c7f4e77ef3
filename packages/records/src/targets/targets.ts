import type { Phase, Standing, ErrorReport, Warning } from '#contract';
import type { Database, Statements, Transaction } from '#mysql';
import type { Facts } from '#release';
import { inBrief, addEvent } from '../events/events.js';
import { updateDeployRow, type DeployColumns } from '../legacy/deployRows.js';
import { requireHeld, whileHeld } from '../leases/leases.js';
import { requireRequestLease } from '../requests/requests.js';
import type { Lease, RequestLease } from '../base/types.js';
import type { Tables } from '../base/settings.js';
import { waitMembers } from '../base/waitMembers.js';

/** The part of a request on one app, and the lease it is done under: null for what changes nothing. */
export interface TargetKey {
  requestId: string;
  appKey: string;
  phase: Phase;
  lease: Lease | null;
}

/**
 * Stores that a step begins, before anything is done; gives the number by which it is ended, and the user who has asked to
 * cancel the request by now. Throws LEASE_LOST.
 *
 * Here as below each statement asks for the lease itself instead of locking it first, and what the next holder writes, too,
 * comes last: a worker that is stopped between two statements keeps nobody waiting.
 */
export async function beginStep(
  db: Database,
  part: TargetKey,
  step: string,
): Promise<{ number: number; cancelledBy: string | null }> {
  const held = whileHeld(part.lease);
  return await db.transaction('repeat', async (sql, doubt) => {
    const known = doubt && part.lease !== null ? await begunBefore(sql, part, part.lease, step) : null;
    if (known) return known;
    const { insertId, affectedRows } = await sql.execute(
      `INSERT INTO rexflow_steps (request_id, app_key, phase, step, state, fence, begun_at)
       SELECT ?, ?, ?, ?, 'begun', ?, UTC_TIMESTAMP(3) FROM (SELECT 1) AS one WHERE ${held.condition}`,
      [part.requestId, part.appKey, part.phase, step, part.lease?.fence ?? 0, ...held.values],
    );
    requireHeld(part.lease, affectedRows);
    const [row] = await sql.query<{ cancelled_by: string | null }>(
      'SELECT cancelled_by FROM rexflow_requests WHERE id = ?',
      [part.requestId],
    );
    addEvent(sql, { ...part, kind: 'step-begun', data: { phase: part.phase, step } });
    const app = await sql.execute(
      `UPDATE rexflow_host_releases SET phase = ?, vote = NULL, step = IF(trouble IS NULL, ?, step)
       WHERE request_id = ? AND app_key = ? AND ${held.condition}`,
      [part.phase, step, part.requestId, part.appKey, ...held.values],
    );
    requireHeld(part.lease, app.affectedRows);
    return { number: insertId, cancelledBy: row?.cancelled_by ?? null };
  });
}

/** The step as it was begun by this holder, which begins each once, or null. */
async function begunBefore(
  sql: Statements,
  { requestId, appKey, phase }: TargetKey,
  { fence }: Lease,
  step: string,
): Promise<{ number: number; cancelledBy: string | null } | null> {
  const [row] = await sql.query<{ id: number; cancelled_by: string | null }>(
    `SELECT s.id, r.cancelled_by FROM rexflow_steps s JOIN rexflow_requests r ON r.id = s.request_id
     WHERE s.request_id = ? AND s.app_key = ? AND s.phase = ? AND s.step = ? AND s.fence = ? ORDER BY s.id DESC LIMIT 1`,
    [requestId, appKey, phase, step, fence],
  );
  return row ? { number: Number(row.id), cancelledBy: row.cancelled_by } : null;
}

/** The result of a step, with the columns of `pre_deploy_manage` it makes true. */
export interface StepEnd {
  step: string;
  state: 'done' | 'failed';
  facts: Facts;
  trouble: ErrorReport | null;
  deploy: { randomStr: string; values: DeployColumns } | null;
}

/** Stores the result of a step, all of it or nothing. Throws LEASE_LOST. */
export async function endStep(
  db: Database,
  tables: Tables,
  widths: ReadonlyMap<string, number>,
  part: TargetKey,
  number: number,
  end: StepEnd,
): Promise<void> {
  const held = whileHeld(part.lease);
  await db.transaction('repeat', async (sql) => {
    const { affectedRows } = await sql.execute(
      `UPDATE rexflow_steps SET state = ?, ended_at = UTC_TIMESTAMP(3), facts = ?, trouble = ?
       WHERE id = ? AND ${held.condition}`,
      [end.state, JSON.stringify(end.facts), end.trouble ? JSON.stringify(end.trouble) : null, number, ...held.values],
    );
    requireHeld(part.lease, affectedRows);
    if (end.deploy) await updateDeployRow(sql, tables, end.deploy.randomStr, end.deploy.values, widths);
    addEvent(sql, { ...part, kind: 'step-ended', data: stepEnded(part, end) });
    const app = await sql.execute(
      `UPDATE rexflow_host_releases SET waiting = NULL WHERE request_id = ? AND app_key = ? AND ${held.condition}`,
      [part.requestId, part.appKey, ...held.values],
    );
    requireHeld(part.lease, app.affectedRows);
  });
}

/** The event data of the end of a step. */
function stepEnded({ phase }: TargetKey, { step, state, facts, trouble }: StepEnd): Record<string, unknown> {
  const sent = facts.bytes_sent;
  const caughtUp =
    facts.fence_seen === undefined ? {} : { caughtUp: { seen: facts.fence_seen, fence: facts.fence_was } };
  return {
    ...caughtUp,
    ...(facts.way_back === undefined ? {} : { wayBack: facts.way_back }),
    phase,
    step,
    state,
    trouble: inBrief(trouble),
    ...(sent === undefined ? {} : { bytes: Number(sent) }),
  };
}

/** The result of one phase on one app. */
export interface HostResult {
  vote: 'done' | 'failed';
  standing: Standing | null;
  trouble: ErrorReport | null;
  /** The step that met the error, where it is not the last one that began. */
  step?: string | undefined;
  facts?: Record<string, unknown>;
  /** The columns of its record that are true now that the phase has ended. */
  deploy?: { randomStr: string; values: DeployColumns } | null;
}

/**
 * Stores the result of a phase on an app. The first error of an app stays its error, and the step that met it its step.
 * Throws LEASE_LOST.
 */
export async function storeHostResult(
  db: Database,
  tables: Tables,
  widths: ReadonlyMap<string, number>,
  part: TargetKey,
  hostResult: HostResult,
): Promise<void> {
  const held = whileHeld(part.lease);
  await db.transaction('repeat', async (sql) => {
    if (hostResult.deploy)
      await updateDeployRow(sql, tables, hostResult.deploy.randomStr, hostResult.deploy.values, widths);
    const { vote: result, standing, trouble } = hostResult;
    const data = { phase: part.phase, vote: result, standing, trouble: inBrief(trouble) };
    addEvent(sql, { ...part, kind: 'vote', data });
    const { affectedRows } = await sql.execute(
      `UPDATE rexflow_host_releases
       SET phase = ?, vote = ?, standing = COALESCE(?, standing), step = IF(trouble IS NULL, COALESCE(?, step), step),
           trouble = COALESCE(trouble, ?), facts = COALESCE(?, facts), waiting = NULL
       WHERE request_id = ? AND app_key = ? AND ${held.condition}`,
      [
        part.phase,
        hostResult.vote,
        hostResult.standing,
        hostResult.step ?? null,
        hostResult.trouble ? JSON.stringify(hostResult.trouble) : null,
        hostResult.facts ? JSON.stringify(hostResult.facts) : null,
        part.requestId,
        part.appKey,
        ...held.values,
      ],
    );
    requireHeld(part.lease, affectedRows);
  });
}

/**
 * Ends the part of every app that has not begun anything of a cancelled request, at once, as a failed host result with this error.
 * Throws LEASE_LOST.
 */
export async function cancelUnbegun(
  db: Database,
  lease: RequestLease,
  phase: Phase,
  standing: Standing | null,
  trouble: ErrorReport,
): Promise<void> {
  const unbegun = 'request_id = ? AND phase IS NULL AND left_out = 0';
  await db.transaction('repeat', async (sql) => {
    await requireRequestLease(sql, lease);
    const data = { phase, vote: 'failed', standing, trouble: inBrief(trouble) };
    await sql.execute(
      `INSERT INTO rexflow_events (request_id, app_key, kind, at, data)
       SELECT request_id, app_key, 'vote', UTC_TIMESTAMP(3), ? FROM rexflow_host_releases WHERE ${unbegun}`,
      [JSON.stringify(data), lease.requestId],
    );
    await sql.execute(
      `UPDATE rexflow_host_releases SET phase = ?, vote = 'failed', standing = ?, trouble = ?, waiting = NULL
       WHERE ${unbegun}`,
      [phase, standing, JSON.stringify(trouble), lease.requestId],
    );
  });
}

/** Stores the thing an app waits for; since when stays as it is while it waits on. */
export async function wait(db: Database, part: TargetKey, what: Warning): Promise<void> {
  await db.transaction('repeat', (sql) => showWait(sql, part, what, db.now()));
}

/** The same after a try of a step that met an error and is repeated: the error stays with that try. */
export async function putOff(
  db: Database,
  part: TargetKey,
  number: number,
  trouble: ErrorReport,
  what: Warning,
): Promise<void> {
  await db.transaction('repeat', async (sql) => {
    await sql.execute("UPDATE rexflow_steps SET trouble = ? WHERE id = ? AND state = 'begun'", [
      JSON.stringify(trouble),
      number,
    ]);
    await showWait(sql, part, what, db.now());
  });
}

async function showWait(sql: Transaction, part: TargetKey, what: Warning, now: Date): Promise<void> {
  const members = waitMembers(what);
  const waiting = JSON.stringify({ ...members, since: now.toISOString() });
  addEvent(sql, { ...part, kind: 'waiting', data: { phase: part.phase, ...members } });
  await sql.execute(
    `UPDATE rexflow_host_releases
     SET waiting = IF(waiting IS NULL, ?, JSON_SET(?, '$.since', JSON_UNQUOTE(JSON_EXTRACT(waiting, '$.since'))))
     WHERE request_id = ? AND app_key = ?`,
    [waiting, waiting, part.requestId, part.appKey],
  );
}

/**
 * Ends the part of a request on an app that is in other hands for good, with this error. A call that comes too late for that,
 * when the app has its result or the phase has ended, changes nothing.
 */
export async function abandonTarget(db: Database, part: Omit<TargetKey, 'lease'>, trouble: ErrorReport): Promise<void> {
  const { requestId, appKey, phase } = part;
  await db.transaction('repeat', async (sql) => {
    const { affectedRows } = await sql.execute(
      `UPDATE rexflow_host_releases
       SET phase = ?, vote = 'failed', standing = 'unknown', trouble = COALESCE(trouble, ?), waiting = NULL
       WHERE request_id = ? AND app_key = ? AND (phase IS NULL OR phase <> ? OR vote IS NULL)
         AND EXISTS (SELECT 1 FROM rexflow_requests r
                     WHERE r.id = ? AND r.state <> 'settled' AND r.phase = ? AND r.phase_ended = 0)`,
      [phase, JSON.stringify(trouble), requestId, appKey, phase, requestId, phase],
    );
    if (affectedRows === 0) return;
    const data = { phase, vote: 'failed', standing: 'unknown', trouble: inBrief(trouble) };
    addEvent(sql, { requestId, appKey, kind: 'vote', data });
  });
}
