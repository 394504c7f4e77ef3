import { createHash } from 'node:crypto';
import { givenProvenance, remarksIn, warningMembers } from '#contract';
import { batchesOf } from '#release';
import type { Transaction, Value } from '#mysql';
import { auditing } from '../events/audit.js';
import type { NewEvent } from '../events/events.js';
import { provenanceColumns, provenanceValues } from '../requests/provenance.js';
import { unbegun, untouched } from '../requests/rows.js';
import { randomStr, utc } from '../base/times.js';
import type { TargetRecord, NewRequest, RequestRecord } from '../base/types.js';

/** A request that has its apps, or waits for them. */
export interface Storable {
  id: string;
  request: NewRequest;
  digest: string;
  state: 'accepted' | 'queued';
  stamp: string;
  now: Date;
}

/** Parameters that say why something is asked for, and by which job: they differ where a job is run again, by somebody else. */
const beside: ReadonlySet<string> = new Set(['build', 'note', 'on_behalf_of']);

/**
 * The fingerprint by which two requests with one idempotency key are the same: of the action and the parameters that say what is
 * done, in any order. Empty for a request without a key.
 */
export function digestOf({
  wire: { action, parameters },
  idempotencyKey,
}: Pick<NewRequest, 'wire' | 'idempotencyKey'>): string {
  if (idempotencyKey === null) return '';
  const sorted = Object.entries(parameters)
    .filter(([name]) => !beside.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([action, sorted]))
    .digest('hex');
}

/** Stores requests with their apps, events and lines of the audit; gives them as they would be read back. */
export function storeRequests(sql: Transaction, news: NewEvent[], made: readonly Storable[]): RequestRecord[] {
  const records = made.map(toRecord);
  const lines = made.flatMap(({ id, request: { audit: line, caller } }) =>
    line ? [{ ...line, user: caller, job: id }] : [],
  );
  sql.last(
    `INSERT INTO rexflow_requests
       (id, action, parameters, request, digest, caller, idempotency_key, exclusive, recorded, rollout, retry_of, finishes, facts, directories, state,
        stamp, accepted_at)
     VALUES ${made.map(() => '(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').join(', ')}`,
    made.flatMap(toRow),
  );
  storeApps(sql, records);
  if (lines.length > 0) sql.last(...auditing(lines));
  for (const { id, request, state } of made) {
    const { wire, caller, retryOf, apps } = request;
    const data = {
      ...{ action: wire.action, caller, retryOf: retryOf?.id ?? null, apps: apps.map((app) => app.appKey) },
      ...givenProvenance(request.request),
      ...remarksIn(request.request),
    };
    news.push({ requestId: id, kind: state, data });
  }
  return records;
}

/** What is known of a request before any of its phases. */
const factsOf = ({ retryOf, warnings = [], skipped = [] }: NewRequest): Record<string, unknown> => ({
  ...(retryOf?.bundle ? { bundle: retryOf.bundle } : {}),
  ...(warnings.length > 0 ? warningMembers(warnings) : {}),
  ...(skipped.length > 0 ? { skipped } : {}),
});

function toRow({ id, request, digest, state, stamp, now }: Storable): Value[] {
  const { request: typed, wire, caller, idempotencyKey, exclusive, recorded, rollout } = request;
  const { retryOf, directories = {} } = request;
  return [
    ...[id, wire.action, JSON.stringify(wire.parameters), JSON.stringify(typed), digest, caller, idempotencyKey],
    ...[exclusive ? 1 : 0, recorded ? 1 : 0],
    JSON.stringify(rollout),
    retryOf?.id ?? null,
    retryOf?.finishes ? 1 : 0,
    Object.keys(factsOf(request)).length > 0 ? JSON.stringify(factsOf(request)) : null,
    Object.keys(directories).length > 0 ? JSON.stringify(directories) : null,
    // The timestamp by the clock that made the stamp, so that release directories name the second the answer calls the start.
    ...[state, stamp, utc(now)],
  ];
}

function toRecord({ id, request, state, stamp, now }: Storable): RequestRecord {
  const { request: typed, wire, caller, exclusive, recorded, rollout, retryOf, apps } = request;
  const { directories = {} } = request;
  const batches = batchesOf(rollout, apps.length);
  const parts = apps.map((app, index): TargetRecord => ({
    ...untouched,
    app,
    randomStr: randomStr(now),
    batch: batches[index]!,
    provenance: givenProvenance(typed),
    facts: {},
  }));
  return {
    ...unbegun,
    ...{ id, request: typed, wire, caller, state, rollout, exclusive, recorded, stamp, directories },
    retryOf: retryOf?.id ?? null,
    finishes: retryOf?.finishes ?? false,
    acceptedAt: now,
    facts: factsOf(request),
    apps: parts.sort((a, b) => a.app.id - b.app.id || (a.app.appKey < b.app.appKey ? -1 : 1)),
  };
}

function storeApps(sql: Transaction, records: readonly RequestRecord[]): void {
  const rows = records.flatMap(({ id, apps }) =>
    apps.map(({ app, randomStr: number, batch, provenance }): Value[] => [
      ...[id, app.appKey, app.id, JSON.stringify(app), number, batch],
      ...provenanceValues(provenance),
    ]),
  );
  if (rows.length === 0) return;
  sql.last(
    `INSERT INTO rexflow_host_releases (request_id, app_key, ordinal, app, random_str, batch, ${provenanceColumns.join(', ')})
     VALUES ${rows.map(() => '(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').join(', ')}`,
    rows.flat(),
  );
}
