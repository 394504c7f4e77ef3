import { placeholders, type Statements } from '#mysql';
import type { App } from '#release';
import { requireRequestLease } from './requests.js';
import type { RequestLease } from '../base/types.js';

/** Each is some kB. */
const page = 50;

/** Stores apps of a request as they are from here on. Throws LEASE_LOST. */
export async function storeApps(sql: Statements, lease: RequestLease, apps: readonly App[]): Promise<void> {
  const { requestId, fence } = lease;
  for (let from = 0; from < apps.length; from += page) {
    const some = apps.slice(from, from + page);
    const { affectedRows } = await sql.execute(
      `UPDATE rexflow_host_releases SET app = CASE app_key ${some.map(() => 'WHEN ? THEN ?').join(' ')} END
       WHERE request_id = ? AND app_key IN (${placeholders(some)}) AND EXISTS (
         SELECT 1 FROM rexflow_requests r WHERE r.id = ? AND r.walk_fence = ? AND r.state <> 'settled')`,
      [
        ...some.flatMap((app) => [app.appKey, JSON.stringify(app)]),
        requestId,
        ...some.map(({ appKey }) => appKey),
        requestId,
        fence,
      ],
    );
    if (affectedRows === 0) await requireRequestLease(sql, lease);
  }
}
