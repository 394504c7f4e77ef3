import { createHash, randomUUID } from 'node:crypto';
import { Trouble } from '#contract';
import { batchesOf } from '#release';
import type { Database, Statements } from '#mysql';
import { takeLeases } from './leases.js';
import { besideLine } from './line.js';
import { busy, obstacle } from './obstacle.js';
import { readRequest } from './requests.js';
import { freeStamp } from './stamp.js';
import { localTime, randomStr, stampOf, utc } from './times.js';
import type { NewRequest, RequestRecord, Settling } from './types.js';
import { enterLine, supersede } from './waiting.js';

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

/** Another request with the same key may have come first in the meantime: it took the key, or the leases. */
function mayBeTheSame(thrown: unknown): boolean {
  const { code } = thrown as { code?: unknown };
  return code === 'ER_DUP_ENTRY' || code === 'APP_BUSY';
}

/** See GatewayRecords.accept. */
export async function accept(
  db: Database,
  tables: Settling,
  request: NewRequest,
): Promise<{ request: RequestRecord; fresh: boolean; granted: string[] }> {
  const digest = digestOf(request);
  const keys = request.exclusive ? request.apps.map((app) => app.appKey) : [];
  try {
    const { value, granted } = await besideLine(db, tables, keys, async (sql) => {
      const known = request.idempotencyKey === null ? null : await earlier(sql, request, digest);
      return known ?? { request: await store(sql, tables, request, digest), fresh: true };
    });
    return { ...value, granted };
  } catch (thrown) {
    if (request.idempotencyKey === null || !mayBeTheSame(thrown)) throw thrown;
    const known = await earlier(db, request, digest);
    if (!known) throw thrown;
    return { ...known, granted: [] };
  }
}

/** Takes the leases, or a place in line where the request is willing to wait; true when it has to wait. */
async function takeOrWait(
  sql: Statements,
  tables: Settling,
  id: string,
  { action, apps, caller, line }: NewRequest,
  now: Date,
): Promise<boolean> {
  const keys = apps.map((app) => app.appKey);
  if (line === 'latest') await supersede(sql, tables, { id, action, caller, keys });
  const inTheWay = await obstacle(sql, keys, { but: id });
  if (inTheWay && !line) throw busy(inTheWay);
  if (inTheWay) await enterLine(sql, id, keys);
  else await takeLeases(sql, tables, { id, apps, caller, since: localTime(now) });
  return inTheWay !== null;
}

async function store(sql: Statements, tables: Settling, request: NewRequest, digest: string): Promise<RequestRecord> {
  const id = randomUUID();
  const now = new Date();
  const exclusive = request.exclusive && request.apps.length > 0;
  const waits = exclusive && (await takeOrWait(sql, tables, id, request, now));
  // One that waits gets its stamp with its leases: release directories are to grow in the order they are made.
  const stamp = waits ? '' : exclusive ? await freeStamp(sql, request.apps, now) : stampOf(now);
  await sql.execute(
    `INSERT INTO rexflow_requests
       (id, action, parameters, digest, caller, idempotency_key, exclusive, recorded, rollout, retry_of, facts, state, stamp,
        accepted_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
      waits ? 'queued' : 'accepted',
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
