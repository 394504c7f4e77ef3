import { CodedError, type Settlement } from '#contract';
import type { Database } from '#mysql';
import { readRequest } from '../requests/requests.js';
import { cancelWaiting } from './endWaiting.js';
import { settle } from './settle.js';
import type { RequestRecord } from '../base/types.js';
import type { Settling } from '../base/settings.js';

/** Who ends what waited. */
const restorer = 'rexflow restore';

/** What was under way may have gone on and ended since: nobody knows, of any app that it was to change. */
function unknownSince(request: RequestRecord, trouble: CodedError): Settlement {
  const apps = request.apps.map(({ app, step, facts }) => ({
    appKey: app.appKey,
    outcome: 'failed' as const,
    standing: request.recorded ? ('unknown' as const) : null,
    step,
    trouble: trouble.report(),
    facts,
  }));
  return { outcome: 'failed', trouble: trouble.report(), apps, facts: request.facts };
}

/**
 * Settles all that is not settled in a database restored from a copy made `at`: a worker that went on with it would release anew what
 * has ended since, over what is newer. What only waited is cancelled. No worker may run. Gives the ids of what had begun.
 */
export async function interruptAll(db: Database, tables: Settling, at: Date): Promise<string[]> {
  // The newest first: those behind which others wait end last, when nobody does any more.
  const rows = await db.query<{ id: string; state: string }>(
    "SELECT id, state FROM rexflow_requests WHERE state <> 'settled' ORDER BY accepted_at DESC, id DESC",
  );
  const begun: string[] = [];
  for (const { id } of rows.filter(({ state }) => state === 'queued')) await cancelWaiting(db, tables, id, restorer);
  for (const { id } of rows.filter(({ state }) => state !== 'queued')) {
    await db.execute('UPDATE rexflow_requests SET walk_fence = walk_fence + 1 WHERE id = ?', [id]);
    const request = (await db.trip((sql) => readRequest(sql, id, tables)))!;
    const [{ fence } = { fence: 0 }] = await db.query<{ fence: number }>(
      'SELECT walk_fence AS fence FROM rexflow_requests WHERE id = ?',
      [id],
    );
    if (request.recorded)
      await db.execute("UPDATE rexflow_host_releases SET standing = 'unknown' WHERE request_id = ?", [id]);
    const lease = { requestId: id, holder: restorer, fence: Number(fence) };
    await settle(db, tables, lease, unknownSince(request, new CodedError('RESTORED', { at: at.toISOString() })));
    begun.push(id);
  }
  return begun;
}
