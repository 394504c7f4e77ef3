import { asCodedError, type ErrorReport } from '#contract';
import { requireUndoable, requireUnfinished, type RequestRecord } from '#records';
import type { WorkerDeps } from '../state/dependencies.js';

/**
 * Why a finish or an undo is no more what was asked for: it was accepted for what was live then, and others may have come first, or have
 * released apps that it has no lease of. To be asked when it has its leases, before anything is done. Null where nothing speaks against it.
 */
export async function overtaken({ records }: WorkerDeps, request: RequestRecord): Promise<ErrorReport | null> {
  const keys = request.apps.map(({ app }) => app.appKey);
  const standings = { records, views: records };
  try {
    if (request.finishes && request.retryOf !== null) await requireUnfinished(request.retryOf, keys, standings);
    await requireUndoable(request.request, keys, standings, { leased: true });
    return null;
  } catch (thrown) {
    const refused = asCodedError(thrown);
    if (refused.kind !== 'refused') throw thrown;
    return refused.report();
  }
}
