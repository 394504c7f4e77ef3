import type { Outcome, Phase, Provenance, Request, RequestState, ErrorReport } from '#contract';
import { placeholders, type Statements, type Value } from '#mysql';
import { fromUtc, utc } from '../base/times.js';
import type { RequestDecoder } from '../base/settings.js';
import type { WireRequest } from '../base/types.js';
import {
  provenanceColumns,
  provenanceConditions,
  toProvenance,
  type ProvenanceFilter,
  type ProvenanceRow,
} from './provenance.js';
import { toRequest } from './rows.js';

/** The releases a list holds; everything given must hold. */
export interface ReleaseFilter extends ProvenanceFilter {
  state?: string | undefined;
  outcome?: string | undefined;
  action?: string | undefined;
  /** One of these actions. */
  actions?: readonly string[] | undefined;
  caller?: string | undefined;
  /** An app that takes part. */
  app?: string | undefined;
  /** One of these apps takes part. */
  apps?: readonly string[] | undefined;
  since?: Date | undefined;
  until?: Date | undefined;
}

/** The last release of a page; the next page begins behind it. */
export interface ReleaseCursor {
  acceptedAt: Date;
  id: string;
}

/** At most `limit`, behind the one named. */
export interface PageAfter<Mark> {
  after: Mark | null;
  limit: number;
}

/** A release as lists show it. */
export interface ReleaseSummary extends ReleaseCursor {
  request: Request;
  wire: WireRequest;
  caller: string;
  state: RequestState;
  phase: Phase | null;
  batch: number;
  outcome: Outcome | null;
  phaseAt: Date | null;
  settledAt: Date | null;
  cancelledBy: string | null;
  retryOf: string | null;
  trouble: ErrorReport | null;
  /** In the order of the catalogue's id. */
  apps: { appKey: string; provenance: Provenance }[];
}

interface Row {
  id: string;
  action: string;
  parameters: string;
  request: string | null;
  caller: string;
  state: string;
  phase: string | null;
  batch: number;
  outcome: string | null;
  accepted_at: string;
  phase_at: string | null;
  settled_at: string | null;
  cancelled_by: string | null;
  retry_of: string | null;
  trouble: string | null;
}

const instant = (text: string | null): Date | null => (text === null ? null : fromUtc(text));

/** The conditions of a filter, for the table `r`. */
function conditions(filter: ReleaseFilter, after: ReleaseCursor | null): { sql: string; values: Value[] } {
  const parts: [string, Value[]][] = [['1 = 1', []]];
  for (const column of ['state', 'outcome', 'action', 'caller'] as const) {
    const value = filter[column];
    if (value !== undefined) parts.push([`r.${column} = ?`, [value]]);
  }
  if (filter.since) parts.push(['r.accepted_at >= ?', [utc(filter.since)]]);
  if (filter.until) parts.push(['r.accepted_at < ?', [utc(filter.until)]]);
  if (filter.app !== undefined) {
    const takesPart =
      'SELECT 1 FROM rexflow_host_releases h WHERE h.request_id = r.id AND h.app_key = ? AND h.left_out = 0';
    parts.push([`EXISTS (${takesPart})`, [filter.app]]);
  }
  if (filter.actions) parts.push([`r.action IN (${placeholders(filter.actions)})`, [...filter.actions]]);
  if (filter.apps) {
    const theirs = `SELECT h.request_id FROM rexflow_host_releases h WHERE h.app_key IN (${placeholders(filter.apps)}) AND h.left_out = 0`;
    parts.push([`r.id IN (${theirs})`, [...filter.apps]]);
  }
  const programs = provenanceConditions(filter);
  if (programs.length > 0) {
    const rows = `SELECT h.request_id FROM rexflow_host_releases h WHERE ${programs.map(([text]) => text).join(' AND ')}`;
    parts.push([`r.id IN (${rows})`, programs.flatMap(([, values]) => values)]);
  }
  if (after) {
    const at = utc(after.acceptedAt);
    // The first condition says nothing new, but it is one MySQL finds a page by.
    parts.push(['r.accepted_at <= ? AND (r.accepted_at < ? OR r.id < ?)', [at, at, after.id]]);
  }
  return { sql: parts.map(([sql]) => sql).join(' AND '), values: parts.flatMap(([, values]) => values) };
}

/** At most `limit` releases, newest first, behind `after`. */
export async function readReleases(
  sql: Statements,
  { decode }: RequestDecoder,
  filter: ReleaseFilter,
  { after, limit }: PageAfter<ReleaseCursor>,
): Promise<ReleaseSummary[]> {
  const where = conditions(filter, after);
  const rows = await sql.query<Row>(
    `SELECT r.id, r.action, r.parameters, r.request, r.caller, r.state, r.phase, r.batch, r.outcome, r.accepted_at, r.phase_at,
       r.settled_at, r.cancelled_by, r.retry_of, COALESCE(JSON_EXTRACT(r.settlement, '$.trouble'), r.phase_trouble) AS trouble
     FROM rexflow_requests r WHERE ${where.sql}
     ORDER BY r.accepted_at DESC, r.id DESC LIMIT ${Math.trunc(limit)}`,
    where.values,
  );
  const apps = await appsOf(
    sql,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({
    id: row.id,
    ...toRequest(row, decode),
    caller: row.caller,
    state: row.state as RequestState,
    phase: row.phase as Phase | null,
    batch: row.batch,
    outcome: row.outcome as Outcome | null,
    acceptedAt: fromUtc(row.accepted_at),
    phaseAt: instant(row.phase_at),
    settledAt: instant(row.settled_at),
    cancelledBy: row.cancelled_by,
    retryOf: row.retry_of,
    trouble: row.trouble === null ? null : (JSON.parse(row.trouble) as ErrorReport | null),
    apps: apps.get(row.id) ?? [],
  }));
}

async function appsOf(sql: Statements, ids: readonly string[]): Promise<Map<string, ReleaseSummary['apps']>> {
  const found = new Map<string, ReleaseSummary['apps']>();
  if (ids.length === 0) return found;
  const rows = await sql.query<ProvenanceRow & { request_id: string; app_key: string }>(
    `SELECT request_id, app_key, ${provenanceColumns.join(', ')} FROM rexflow_host_releases WHERE request_id IN (${placeholders(ids)}) AND left_out = 0
     ORDER BY ordinal, app_key`,
    ids,
  );
  for (const row of rows) {
    const app = { appKey: row.app_key, provenance: toProvenance(row) };
    found.set(row.request_id, [...(found.get(row.request_id) ?? []), app]);
  }
  return found;
}
