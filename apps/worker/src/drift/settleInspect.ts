import { CodedError, inEnglish, type Statement } from '#contract';
import { changeLine, hostDrift, type App, type Facts, type Observation } from '#release';
import type { RequestHead } from '#records';
import type { WorkerDeps } from '../state/dependencies.js';
import { decide, driftError, driftWarning, leftBehind, onDriftOf, unseenWarning } from './decide.js';

/** Facts that grow with what differs. */
const growing: ReadonlySet<string> = new Set(['drift_lines', 'drift_carried']);
const withoutGrowing = (facts: Facts): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([name]) => !growing.has(name)));

const longest = 300;

/** A warning among the facts of a step: in English, and what that says. */
const warned = (what: Statement): Facts => ({
  drift_warning: inEnglish(what).message,
  drift_statement: JSON.stringify(what),
});

/** What becomes of a release whose host could not tell what was changed by hand: who wants to be asked is not passed over. */
function settleUnseen(request: RequestHead, app: App, seen: Observation, what: string): Observation {
  const facts = withoutGrowing(seen.facts);
  if (request.request.kind === 'rollback' || onDriftOf(request, app) === 'overwrite') {
    return { ...seen, facts: { ...facts, ...warned(unseenWarning(app, what)) } };
  }
  const { code, details } = new CodedError('HOST_TROUBLE', {
    host: app.host,
    what,
    status: 'unknown',
    reason: 'it did not come to its end',
  });
  return { ...seen, facts, trouble: { code, details } };
}

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
  const { drift_unseen: unseen } = seen.facts;
  if (unseen !== undefined) return settleUnseen(request, app, seen, unseen.slice(0, longest));
  const drift = hostDrift(seen.facts);
  if (drift && request.request.kind === 'rollback') {
    return { ...seen, facts: { ...seen.facts, ...warned(leftBehind(app, drift)), drift_became: 'left' } };
  }
  const sealed = drift && (await store.open(String(request.bundle)));
  const decided = sealed && decide(request, app, drift, sealed);
  // It is decided about: the lines would be kept with each host.
  const others = withoutGrowing(seen.facts);
  if (!decided) return { ...seen, facts: others };
  const error = driftError([[app, decided]]);
  if (error) return { ...seen, facts: others, trouble: { code: error.code, details: error.details } };
  const became = decided.onDrift === 'keep' ? 'kept' : 'overwritten';
  const facts = { ...others, ...warned(driftWarning(app, decided)), drift_became: became };
  const kept = decided.kept.map(changeLine).join('\n');
  return { ...seen, facts: kept === '' ? facts : { ...facts, drift_kept: kept } };
}
