import type { RequestState } from '#contract';
import { batchCalls } from '#async';
import { placeholders, type Database, type Statements } from '#mysql';
import { toAppRecord, toRequestHead, type AppRow, type HeadRow } from './rows.js';
import type { TargetRecord, RequestHead } from '../base/types.js';
import type { Decode, RequestDecoder } from '../base/settings.js';

/** A request and its part on one app. */
export interface RequestTarget {
  request: RequestHead;
  record: TargetRecord;
}

/** One app of a request. */
export interface TargetId {
  requestId: string;
  appKey: string;
}

/** Columns that grow with the apps of a request are not read: of the facts only the bundle's name is. */
const headColumns = `id, action, parameters, request, caller, exclusive, recorded, state, phase, phase_ended, batch, rollout, retry_of,
  stamp, accepted_at, phase_at, cancelled_by, cancel_then, directories,
  IF(action = 'release', JSON_UNQUOTE(JSON_EXTRACT(facts, '$.bundle')), NULL) AS bundle`;

const idOf = ({ requestId, appKey }: TargetId): string => `${requestId} ${appKey}`;

/** By whole keys: what is read does not grow with the apps of a request. */
async function readParts(
  sql: Statements,
  asked: readonly TargetId[],
  decode: Decode,
): Promise<Map<string, RequestTarget>> {
  const ids = [...new Set(asked.map(({ requestId }) => requestId))];
  const [requests, apps] = await Promise.all([
    sql.query<HeadRow>(`SELECT ${headColumns} FROM rexflow_requests WHERE id IN (${placeholders(ids)})`, ids),
    sql.query<AppRow & { app_key: string }>(
      `SELECT * FROM rexflow_host_releases
       WHERE (${asked.map(() => '(request_id = ? AND app_key = ?)').join(' OR ')}) AND left_out = 0`,
      asked.flatMap(({ requestId, appKey }) => [requestId, appKey]),
    ),
  ]);
  const heads = new Map(requests.map((row) => [row.id, toRequestHead(row, decode)]));
  return new Map(
    apps.flatMap((row): [string, RequestTarget][] => {
      const request = heads.get(row.request_id);
      const id = idOf({ requestId: row.request_id, appKey: row.app_key });
      return request ? [[id, { request, record: toAppRecord(row) }]] : [];
    }),
  );
}

/** Reads the part of a request on one app, or null; those who ask at the same time share a trip. */
export function targetReader(
  db: Database,
  { decode }: RequestDecoder,
): (asked: TargetId) => Promise<RequestTarget | null> {
  return batchCalls<TargetId, RequestTarget | null>(async (asked) => {
    const found = await db.trip((sql) => readParts(sql, asked, decode));
    return asked.map((one) => found.get(idOf(one)) ?? null);
  });
}

/**
 * The apps of a request that met an error of their own, in the order of the catalogue: those that did well and went back all the
 * same report it at the same time as others ask.
 */
export async function troubledApps(sql: Statements, requestId: string): Promise<string[]> {
  const code = "JSON_UNQUOTE(JSON_EXTRACT(trouble, '$.code'))";
  const rows = await sql.query<{ app_key: string }>(
    `SELECT app_key FROM rexflow_host_releases
     WHERE request_id = ? AND left_out = 0 AND trouble IS NOT NULL AND ${code} <> 'UNDONE' AND NOT (phase = 'undo' AND ${code} = 'CANCELLED')
     ORDER BY ordinal, app_key`,
    [requestId],
  );
  return rows.map((row) => row.app_key);
}

/** Name of the user who asked to cancel a request, or null. */
export async function cancelledBy(sql: Statements, requestId: string): Promise<string | null> {
  const [row] = await sql.query<{ cancelled_by: string | null }>(
    'SELECT cancelled_by FROM rexflow_requests WHERE id = ?',
    [requestId],
  );
  return row?.cancelled_by ?? null;
}

/** The state of a request, without its apps; null when there is none. Those who ask at the same time share a trip. */
export function stateReader(db: Database): (id: string) => Promise<RequestState | null> {
  return batchCalls<string, RequestState | null>(async (ids) => {
    const rows = await db.query<{ id: string; state: RequestState }>(
      `SELECT id, state FROM rexflow_requests WHERE id IN (${placeholders(ids)})`,
      ids,
    );
    const states = new Map(rows.map(({ id, state }) => [id, state]));
    return ids.map((id) => states.get(id) ?? null);
  });
}
