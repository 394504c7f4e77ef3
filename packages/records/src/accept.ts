import { createHash, randomUUID } from 'node:crypto';
import { Trouble } from '#contract';
import { batchesOf } from '#release';
import type { Database, Statements } from '#mysql';
import { takeLeases } from './leases.js';
import { readRequest } from './requests.js';
import { localTime, randomStr, stampOf, utc } from './times.js';
import type { NewRequest, RequestRecord, Tables } from './types.js';

/** What makes two requests the same one: the action and its parameters, in any order. */
function digestOf({ action, parameters }: NewRequest): string {
  const sorted = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([action, sorted]))
    .digest('hex');
}

async function earlier(
  sql: Statements,
  request: NewRequest,
  digest: string,
): Promise<{ request: RequestRecord; fresh: false } | null> {
  const [row] = await sql.query<{ id: string; digest: string }>(
    'SELECT id, digest FROM rexflow_requests WHERE caller = ? AND idempotency_key = ?',
    [request.caller, request.idempotencyKey],
  );
  if (!row) return null;
  if (row.digest !== digest) throw new Trouble('IDEMPOTENCY_MISMATCH', { job: row.id });
  return { request: (await readRequest(sql, row.id))!, fresh: false };
}

/** A stamp no earlier request of these apps has: release directories are named by it. */
async function freeStamp(sql: Statements, request: NewRequest, now: Date): Promise<string> {
  const stamp = stampOf(now);
  if (!request.exclusive || request.apps.length === 0) return stamp;
  const [row] = await sql.query<{ newest: string | null }>(
    `SELECT MAX(r.stamp) AS newest FROM rexflow_requests r JOIN rexflow_host_releases h ON h.request_id = r.id
     WHERE r.stamp >= ? AND h.app_key IN (${request.apps.map(() => '?').join(', ')})`,
    [stamp, ...request.apps.map((app) => app.appKey)],
  );
  if (!row?.newest) return stamp;
  const [, year, month, day, hour, minute, second] = /^(....)(..)(..)_(..)(..)(..)$/.exec(row.newest)!.map(Number);
  return stampOf(new Date(year!, month! - 1, day!, hour!, minute!, second! + 1));
}

/** Another request with the same key may have come first in the meantime: it took the key, or the leases. */
function mayBeTheSame(thrown: unknown): boolean {
  const { code } = thrown as { code?: unknown };
  return code === 'ER_DUP_ENTRY' || code === 'APP_BUSY';
}

/** See GatewayRecords.accept. */
export async function accept(
  db: Database,
  tables: Tables,
  request: NewRequest,
): Promise<{ request: RequestRecord; fresh: boolean }> {
  const digest = digestOf(request);
  try {
    return await db.transaction(async (sql) => {
      const known = request.idempotencyKey === null ? null : await earlier(sql, request, digest);
      return known ?? { request: await store(sql, tables, request, digest), fresh: true };
    });
  } catch (thrown) {
    if (request.idempotencyKey === null || !mayBeTheSame(thrown)) throw thrown;
    const known = await earlier(db, request, digest);
    if (!known) throw thrown;
    return known;
  }
}

async function store(sql: Statements, tables: Tables, request: NewRequest, digest: string): Promise<RequestRecord> {
  const id = randomUUID();
  const now = new Date();
  if (request.exclusive)
    await takeLeases(sql, tables, { id, apps: request.apps, caller: request.caller, since: localTime(now) });
  const stamp = await freeStamp(sql, request, now);
  await sql.execute(
    `INSERT INTO rexflow_requests
       (id, action, parameters, digest, caller, idempotency_key, exclusive, recorded, rollout, retry_of, facts, state, stamp,
        accepted_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'accepted', ?, ?)`,
    [
      id,
      request.action,
      JSON.stringify(request.parameters),
      digest,
      request.caller,
      request.idempotencyKey,
      request.exclusive ? 1 : 0,
      request.recorded ? 1 : 0,
      JSON.stringify(request.rollout),
      request.retryOf?.id ?? null,
      request.retryOf?.bundle ? JSON.stringify({ bundle: request.retryOf.bundle }) : null,
      stamp,
      // By the clock that made the stamp, so that release directories tell the second the answer calls the start.
      utc(now),
    ],
  );
  if (request.apps.length > 0) {
    const batches = batchesOf(request.rollout, request.apps.length);
    await sql.execute(
      `INSERT INTO rexflow_host_releases (request_id, app_key, ordinal, app, random_str, batch)
       VALUES ${request.apps.map(() => '(?, ?, ?, ?, ?, ?)').join(', ')}`,
      request.apps.flatMap((app, index) => [
        id,
        app.appKey,
        app.id,
        JSON.stringify(app),
        randomStr(now),
        batches[index]!,
      ]),
    );
  }
  return (await readRequest(sql, id))!;
}
