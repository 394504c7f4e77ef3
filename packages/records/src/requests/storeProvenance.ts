import type { Provenance } from '#contract';
import { filledUp, placeholders, type Statements } from '#mysql';
import {
  provenanceColumns,
  provenanceConditions,
  provenanceValues,
  toProvenance,
  type ProvenanceFilter,
  type ProvenanceRow,
} from './provenance.js';
import { requireRequestLease } from './requests.js';
import type { RequestLease } from '../base/types.js';

/** What some apps of a request get. */
export interface KnownProvenance {
  apps: readonly string[];
  provenance: Provenance;
}

/** Stores what was found out of the program that apps of a request get. Throws LEASE_LOST. */
export async function storeProvenance(
  sql: Statements,
  lease: RequestLease,
  known: readonly KnownProvenance[],
): Promise<void> {
  for (const { apps, provenance } of known) {
    if (apps.length === 0) continue;
    const keys = filledUp(apps);
    const { affectedRows } = await sql.execute(
      `UPDATE rexflow_host_releases SET ${provenanceColumns.map((column) => `${column} = ?`).join(', ')}
       WHERE request_id = ? AND app_key IN (${placeholders(keys)}) AND EXISTS (
         SELECT 1 FROM rexflow_requests r WHERE r.id = ? AND r.walk_fence = ? AND r.state <> 'settled')`,
      [...provenanceValues(provenance), lease.requestId, ...keys, lease.requestId, lease.fence],
    );
    if (affectedRows === 0) await requireRequestLease(sql, lease);
  }
}

/** Lets the part of a request on an app tell what another one of the same app got: a rollback goes back to that. */
export async function copyProvenance(
  sql: Statements,
  { requestId, appKey }: { requestId: string; appKey: string },
  randomStr: string,
): Promise<void> {
  await sql.execute(
    `UPDATE rexflow_host_releases h JOIN rexflow_host_releases other ON other.random_str = ? AND other.app_key = h.app_key
     SET ${provenanceColumns.map((column) => `h.${column} = other.${column}`).join(', ')}
     WHERE h.request_id = ? AND h.app_key = ?`,
    [randomStr, requestId, appKey],
  );
}

/** The apps that ever ran what is looked for. */
export async function appsThatRan(sql: Statements, filter: ProvenanceFilter): Promise<string[]> {
  const conditions = provenanceConditions(filter);
  const rows = await sql.query<{ app_key: string }>(
    `SELECT DISTINCT h.app_key FROM rexflow_host_releases h
     WHERE ${["h.standing = 'new'", ...conditions.map(([text]) => text)].join(' AND ')}`,
    conditions.flatMap(([, values]) => values),
  );
  return rows.map((row) => row.app_key);
}

/** The versions that the apps of a request got, each once. */
export async function versionsIn(sql: Statements, requestId: string): Promise<string[]> {
  const rows = await sql.query<{ version: string }>(
    'SELECT DISTINCT version FROM rexflow_host_releases WHERE request_id = ? AND version IS NOT NULL AND left_out = 0 ORDER BY version',
    [requestId],
  );
  return rows.map((row) => row.version);
}

/** A program that lies on a host, by its release directory and the stamp of the release that made it. */
export interface ReleasedProgram {
  appKey: string;
  directory: string;
  stamp: string | null;
}

/** What is known of a program that was released; nothing where its release is not known. */
export async function provenanceOfRelease(
  sql: Pick<Statements, 'query'>,
  { appKey, directory, stamp }: ReleasedProgram,
): Promise<Provenance> {
  const [row] = await sql.query<ProvenanceRow>(
    `SELECT ${provenanceColumns.map((column) => `h.${column}`).join(', ')} FROM rexflow_host_releases h
     JOIN rexflow_requests r ON r.id = h.request_id
     WHERE h.app_key = ? AND h.standing = 'new' AND r.recorded = 1 AND (h.program_after = ? OR r.stamp = ?)
     ORDER BY h.random_str DESC LIMIT 1`,
    [appKey, directory, stamp ?? ''],
  );
  return row ? toProvenance(row) : {};
}
