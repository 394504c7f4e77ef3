import { CodedError, type CancelThen, type Phase, type ErrorReport, type WantedDirectories } from '#contract';
import { batchCalls } from '#async';
import { placeholders, type Database, type Statements } from '#mysql';
import { auditing } from '../events/audit.js';
import { addEvent } from '../events/events.js';
import { requireNoHold } from '../hold/hold.js';
import { requireNoPause } from './paused.js';
import { toRequest, toRequestRecord, type AppRow, type RequestRow } from './rows.js';
import type { RequestDecoder } from '../base/settings.js';
import type { RequestRecord, RequestLease } from '../base/types.js';

/** The rows of requests and of their apps, by id: over one connection, in one trip, the apps as of the same time or later. */
async function readRows(sql: Statements, ids: readonly string[]): Promise<Map<string, [RequestRow, AppRow[]]>> {
  const [requests, apps] = await Promise.all([
    sql.query<RequestRow>(`SELECT * FROM rexflow_requests WHERE id IN (${placeholders(ids)})`, ids),
    sql.query<AppRow>(
      `SELECT * FROM rexflow_host_releases WHERE request_id IN (${placeholders(ids)}) AND left_out = 0 ORDER BY ordinal, app_key`,
      ids,
    ),
  ]);
  const found = new Map(requests.map((row): [string, [RequestRow, AppRow[]]] => [row.id, [row, []]]));
  for (const app of apps) found.get(app.request_id)?.[1].push(app);
  return found;
}

/** A request with its apps, or null; over one connection. */
export async function readRequest(
  sql: Statements,
  id: string,
  { decode }: RequestDecoder,
): Promise<RequestRecord | null> {
  const rows = (await readRows(sql, [id])).get(id);
  return rows ? toRequestRecord(...rows, decode) : null;
}

/**
 * Reads requests for any who ask, or null. Those who ask at the same time share a trip, as pollers do, and its result, as do the host phases of
 * a request, each of which holds it for as long as it lasts: nobody may change it.
 */
export function requestReader(db: Database, { decode }: RequestDecoder): (id: string) => Promise<RequestRecord | null> {
  const read = batchCalls<string, () => RequestRecord | null>(async (ids) => {
    const found = await db.trip((sql) => readRows(sql, [...new Set(ids)]));
    const records = new Map<string, RequestRecord>();
    return ids.map((id) => () => {
      const rows = found.get(id);
      if (!rows) return null;
      const record = records.get(id) ?? toRequestRecord(...rows, decode);
      records.set(id, record);
      return record;
    });
  });
  return async (id) => (await read(id))();
}

/**
 * Nobody but the holder of its request lease advances a request: a statement that found nothing to change found either that
 * this was done before, or another holder. Throws LEASE_LOST for the latter.
 */
export async function requireRequestLease(sql: Statements, { requestId, fence }: RequestLease): Promise<void> {
  const held = await sql.query('SELECT 1 FROM rexflow_requests WHERE id = ? AND walk_fence = ?', [requestId, fence]);
  if (held.length === 0) throw new CodedError('LEASE_LOST', { app: `job ${requestId}` });
}

/**
 * Stores the phase a request is about to begin; one that was begun already is left as it stands. Throws LEASE_LOST, and `unlessHeld`
 * HOLD and PAUSED.
 */
export async function enterPhase(
  db: Database,
  lease: RequestLease,
  phase: Phase,
  batch: number,
  { unlessHeld } = { unlessHeld: false },
): Promise<void> {
  await db.transaction('repeat', async (sql) => {
    if (unlessHeld) await requireNoHold(sql);
    const { affectedRows } = await sql.execute(
      `UPDATE rexflow_requests SET phase_at = UTC_TIMESTAMP(3), state = 'running', phase = ?, batch = ?, phase_ended = 0, waiting = NULL
     WHERE id = ? AND walk_fence = ? AND state NOT IN ('settled', 'queued')
       AND (phase IS NULL OR phase <> ? OR batch <> ? OR phase_ended = 1)${unlessHeld ? ' AND paused_by IS NULL' : ''}`,
      [phase, batch, lease.requestId, lease.fence, phase, batch],
    );
    if (affectedRows === 0) {
      if (unlessHeld) await requireNoPause(sql, lease.requestId);
      await requireRequestLease(sql, lease);
    } else addEvent(sql, { requestId: lease.requestId, kind: 'phase', data: { phase, batch } });
  });
}

/** Stores that a phase has ended: its findings, and its error if it failed as a whole. Throws LEASE_LOST. */
export async function endPhase(
  sql: Statements,
  lease: RequestLease,
  phase: Phase,
  found: {
    facts?: Record<string, unknown>;
    bundleDigest?: string | null;
    planHash?: string;
    directories?: WantedDirectories;
    trouble?: ErrorReport | null;
  },
): Promise<void> {
  const { affectedRows } = await sql.execute(
    `UPDATE rexflow_requests SET phase_ended = 1, facts = COALESCE(?, facts), bundle_digest = COALESCE(?, bundle_digest),
       plan_hash = COALESCE(?, plan_hash), directories = COALESCE(?, directories),
       phase_trouble = COALESCE(phase_trouble, ?)
     WHERE id = ? AND walk_fence = ? AND phase = ? AND state <> 'settled'`,
    [
      found.facts ? JSON.stringify(found.facts) : null,
      found.bundleDigest ?? null,
      found.planHash ?? null,
      found.directories ? JSON.stringify(found.directories) : null,
      found.trouble ? JSON.stringify(found.trouble) : null,
      lease.requestId,
      lease.fence,
      phase,
    ],
  );
  if (affectedRows === 0) await requireRequestLease(sql, lease);
}

/**
 * Marks a request for cancelling, with its line of the audit; false when it has settled already. `then` says what becomes of the hosts that
 * are switched by now; null leaves that to the policy of the request.
 */
export async function cancel(db: Database, id: string, by: string, then: CancelThen | null = null): Promise<boolean> {
  return await db.transaction('repeat', async (sql, doubt) => {
    const { affectedRows } = await sql.execute(
      `UPDATE rexflow_requests SET cancelled_by = COALESCE(cancelled_by, ?), cancel_then = COALESCE(?, cancel_then)
       WHERE id = ? AND state <> 'settled'`,
      [by, then, id],
    );
    if (affectedRows === 0) return false;
    const earlierEvent = "SELECT 1 FROM rexflow_events WHERE request_id = ? AND kind = 'cancelled' LIMIT 1";
    if (doubt && (await sql.query(earlierEvent, [id])).length > 0) return true;
    const data: Record<string, string> = then === null ? {} : { then };
    sql.last(...auditing([{ user: by, action: 'cancel', job: id, details: data }]));
    addEvent(sql, { requestId: id, kind: 'cancelled', data: { by, ...data } });
    return true;
  });
}

/** Those of these requests somebody asked to cancel. */
export async function cancelledAmong(sql: Statements, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await sql.query<{ id: string }>(
    `SELECT id FROM rexflow_requests WHERE id IN (${placeholders(ids)}) AND cancelled_by IS NOT NULL`,
    ids,
  );
  return rows.map((row) => row.id);
}

/** The requests that are not settled and were accepted more than `seconds` ago, oldest first, and whether they change hosts. */
export async function unsettled(sql: Statements, seconds: number): Promise<{ id: string; changes: boolean }[]> {
  const rows = await sql.query<{ id: string; exclusive: number }>(
    `SELECT id, exclusive FROM rexflow_requests
     WHERE state IN ('accepted', 'running') AND accepted_at < UTC_TIMESTAMP(3) - INTERVAL ? SECOND
     ORDER BY accepted_at LIMIT 1000`,
    [seconds],
  );
  return rows.map((row) => ({ id: row.id, changes: row.exclusive === 1 }));
}

/** True when a request is settled; false for one that does not exist. */
export async function isSettled(sql: Statements, id: string): Promise<boolean> {
  const found = await sql.query("SELECT 1 FROM rexflow_requests WHERE id = ? AND state = 'settled'", [id]);
  return found.length > 0;
}

/** Id of the bundle an attempt shipped, or null when it shipped none or is not ours. */
export async function bundleOf(sql: Statements, randomStr: string): Promise<string | null> {
  const [row] = await sql.query<{ facts: string | null }>(
    `SELECT r.facts FROM rexflow_host_releases h JOIN rexflow_requests r ON r.id = h.request_id WHERE h.random_str = ?`,
    [randomStr],
  );
  const facts = row?.facts ? (JSON.parse(row.facts) as { bundle?: unknown }) : {};
  return typeof facts.bundle === 'string' ? facts.bundle : null;
}

/** Bundles of the newest `count` requests that shipped one, and of all that are not settled, also while being made. */
export async function wantedBundles(sql: Statements, count: number): Promise<string[]> {
  const rows = await sql.query<{ id: string; walk_fence: number; facts: string | null }>(
    `(SELECT id, walk_fence, facts FROM rexflow_requests WHERE bundle_digest IS NOT NULL
      ORDER BY accepted_at DESC LIMIT ${Math.trunc(count)})
     UNION ALL (SELECT id, walk_fence, facts FROM rexflow_requests WHERE state <> 'settled')`,
  );
  return rows.flatMap((row) => {
    const bundle = row.facts ? (JSON.parse(row.facts) as { bundle?: unknown }).bundle : null;
    return [...(typeof bundle === 'string' ? [bundle] : []), bundleName(row.id, row.walk_fence)];
  });
}

/** Packages that requests name which are not settled. */
export async function wantedPackages(sql: Statements, { decode }: RequestDecoder): Promise<string[]> {
  const rows = await sql.query<{ action: string; parameters: string; request: string | null }>(
    "SELECT action, parameters, request FROM rexflow_requests WHERE state IN ('queued', 'accepted', 'running')",
  );
  return rows.flatMap((row) => {
    const { request } = toRequest(row, decode);
    return 'source' in request && request.source.kind === 'upload' ? [request.source.bundle] : [];
  });
}

/** Name of the bundle that the holder of a request lease makes: of its own, so that two holders never share one. */
export const bundleName = (requestId: string, requestFence: number): string => `${requestId}.${requestFence}`;
