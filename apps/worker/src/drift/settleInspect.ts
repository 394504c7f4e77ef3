import { changeLine, hostDrift, type App, type Observation } from '#release';
import type { RequestHead } from '#records';
import type { WorkerDeps } from '../state/dependencies.js';
import { decide, driftError, driftWarning, leftBehind } from './decide.js';

/** Facts that grow with what differs. */
const growing: ReadonlySet<string> = new Set(['drift_lines', 'drift_carried']);

/**
 * Completes what was seen of a host before a release: what was changed by hand is decided about once more, since somebody may have come
 * in between. What is kept goes with the facts, and what is to be said of it.
 */
export async function settleInspect(
  { store }: Pick<WorkerDeps, 'store'>,
  request: RequestHead,
  app: App,
  seen: Observation,
): Promise<Observation> {
  const drift = hostDrift(seen.facts);
  if (drift && request.request.kind === 'rollback') {
    return { ...seen, facts: { ...seen.facts, drift_warning: leftBehind(app, drift), drift_became: 'left' } };
  }
  const sealed = drift && (await store.open(String(request.bundle)));
  const decided = sealed && decide(request, app, drift, sealed);
  // It is decided about: the lines would be kept with each host.
  const others = Object.fromEntries(Object.entries(seen.facts).filter(([name]) => !growing.has(name)));
  if (!decided) return { ...seen, facts: others };
  const error = driftError([[app, decided]]);
  if (error) return { ...seen, facts: others, trouble: { code: error.code, details: error.details } };
  const became = decided.onDrift === 'keep' ? 'kept' : 'overwritten';
  const facts = { ...others, drift_warning: driftWarning(app, decided), drift_became: became };
  const kept = decided.kept.map(changeLine).join('\n');
  return { ...seen, facts: kept === '' ? facts : { ...facts, drift_kept: kept } };
}
