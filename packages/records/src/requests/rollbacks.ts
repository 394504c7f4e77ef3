import { releaseStampIn } from '#contract';
import type { Statements } from '#mysql';
import type { ReleaseName } from '#release';
import type { RollbackBookkeeping } from '../base/types.js';
import type { Tables } from '../base/settings.js';

/**
 * Counts a rollback on the record that named its target, takes an operator's mark off it, and marks the release that was
 * left behind as bad; the one that is live again is good again.
 */
export async function countRollback(sql: Statements, tables: Tables, counted: RollbackBookkeeping): Promise<void> {
  await sql.execute(
    `UPDATE \`${tables.records}\` SET rollbackNumber = COALESCE(rollbackNumber, 0) + 1${counted.unmark ? ', rollStatus = 0' : ''}
     WHERE randomStr = ?`,
    [counted.source],
  );
  if (counted.left) await sql.execute('UPDATE rexflow_host_releases SET bad = 1 WHERE random_str = ?', [counted.left]);
  if (counted.maker)
    await sql.execute('UPDATE rexflow_host_releases SET bad = 0 WHERE random_str = ?', [counted.maker]);
}

/**
 * The release named by `to`: the job id of a release, or the randomStr of one of its records, ours or the original's
 * (whose releases are known by the stamp of their directories). Null when there is no such release.
 */
export async function releaseNamed(sql: Statements, tables: Tables, to: string): Promise<ReleaseName | null> {
  const [own] = await sql.query<{ id: string }>(
    `SELECT r.id FROM rexflow_requests r WHERE r.action = 'release' AND
       (r.id = ? OR r.id = (SELECT request_id FROM rexflow_host_releases WHERE random_str = ?))`,
    [to, to],
  );
  if (own) return { requestId: own.id, stamp: null };
  const [row] = await sql.query<{ path: string | null }>(
    `SELECT deloy_prodir_after AS path FROM \`${tables.records}\` WHERE randomStr = ? AND rollRecord = 0`,
    [to],
  );
  const stamp = releaseStampIn(row?.path ?? '');
  return stamp ? { requestId: null, stamp } : null;
}
