import { CodedError } from '#contract';
import type { Database } from '#mysql';
import type { RequestDecoder } from '../base/settings.js';
import type { RequestRecord, WireRequest } from '../base/types.js';
import { readRequest } from '../requests/requests.js';
import { digestOf } from './store.js';

/** Implements GatewayRecords.requestOfKey. */
export async function requestOfKey(
  db: Database,
  reading: RequestDecoder,
  { caller, key, wire }: { caller: string; key: string; wire: (known: RequestRecord) => WireRequest },
): Promise<RequestRecord | null> {
  return await db.trip(async (sql) => {
    const [row] = await sql.query<{ id: string; digest: string }>(
      'SELECT id, digest FROM rexflow_requests WHERE caller = ? AND idempotency_key = ?',
      [caller, key],
    );
    const known = row ? await readRequest(sql, row.id, reading) : null;
    if (known && row!.digest !== digestOf({ wire: wire(known), idempotencyKey: key }))
      throw new CodedError('IDEMPOTENCY_MISMATCH', { job: known.id });
    return known;
  });
}
