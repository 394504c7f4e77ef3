import { placeholders, type Statements } from '#mysql';
import { requireRequestLease } from './requests.js';
import type { RequestLease } from '../base/types.js';

/** The digest of the program that was sealed for an app, by which what a host holds is known again. */
export interface ProgramSum {
  appKey: string;
  sum: string;
}

const page = 500;

/** Stores the digests of what was sealed for apps of a request. Throws LEASE_LOST. */
export async function storeProgramSums(
  sql: Statements,
  { requestId, holder, fence }: RequestLease,
  sums: readonly ProgramSum[],
): Promise<void> {
  for (let from = 0; from < sums.length; from += page) {
    const some = sums.slice(from, from + page);
    const { affectedRows } = await sql.execute(
      `UPDATE rexflow_host_releases SET program_sum = CASE app_key ${some.map(() => 'WHEN ? THEN ?').join(' ')} END
       WHERE request_id = ? AND app_key IN (${placeholders(some)}) AND EXISTS (
         SELECT 1 FROM rexflow_requests r WHERE r.id = ? AND r.walk_fence = ? AND r.state <> 'settled')`,
      [
        ...some.flatMap(({ appKey, sum }) => [appKey, sum]),
        requestId,
        ...some.map(({ appKey }) => appKey),
        requestId,
        fence,
      ],
    );
    if (affectedRows === 0) await requireRequestLease(sql, { requestId, holder, fence });
  }
}

/** The digest of the program of an attempt; null where none was recorded, as by an older program. */
export async function programSum(sql: Statements, randomStr: string): Promise<string | null> {
  const [row] = await sql.query<{ program_sum: string | null }>(
    'SELECT program_sum FROM rexflow_host_releases WHERE random_str = ?',
    [randomStr],
  );
  return row?.program_sum ?? null;
}
