import { inner, type InnerDocument, type SettledTarget, targetsIn, type Settled } from './settled.js';
import { whyNotDone } from './wording.js';

/**
 * The original's result of an action on several apps: each app's findings below two wrappers. The job id stands where
 * the original had the id of its process. `extra` is put beside the list.
 */
export function perApp(
  settled: Settled,
  node: (part: SettledTarget) => unknown,
  extra: Record<string, unknown> = {},
): InnerDocument {
  const { request, settlement } = settled;
  const mainProcess = request.id;
  const parts = targetsIn(settled);
  const why = whyNotDone(settlement);
  return inner(settled, [
    {
      code: why === null ? 0 : -1,
      msg: why ?? 'success',
      count: parts.length,
      mainProcess,
      data: parts.map((part) => ({ mainProcess, data: node(part) })),
      ...extra,
    },
  ]);
}
