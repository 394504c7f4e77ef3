import { changeLine, handChangesIn, hostDrift, lookForDrift } from '#release';
import type { App, HandChange, Instruction, Observation, StepContext } from '#release';
import type { RequestHead } from '#records';
import type { WorkerDeps } from '../state/dependencies.js';
import { decide, driftError, lateDriftError, onDriftOf, type Decided } from './decide.js';

/**
 * Milliseconds after which what was decided about a host is old: a release that was held, or whose batch came late, may meet what
 * somebody mended there by hand meanwhile.
 */
const freshMs = 10 * 60_000;

/** The changes that would be lost without having been decided about when the release was prepared. */
function undecided({ onDrift, decision, kept }: Decided, carried: string | undefined): readonly HandChange[] {
  if (onDrift === 'refuse') return decision.lost;
  const known = new Set(handChangesIn(carried).map(changeLine));
  return kept.filter((change) => !known.has(changeLine(change)));
}

/**
 * Looks once more at what somebody changed by hand before an app is switched, where it was looked at a while ago and such changes are
 * not to be overwritten. Null where the release may go on; otherwise what keeps it from it. Nothing was switched then.
 */
export async function lookBeforeSwitch(
  deps: Pick<WorkerDeps, 'store' | 'now'>,
  request: RequestHead,
  app: App,
  context: StepContext,
  run: (instruction: Instruction) => Promise<Observation>,
): Promise<Observation | null> {
  const { inspectedAt } = context;
  const isFresh = inspectedAt === undefined || deps.now().getTime() - inspectedAt.getTime() < freshMs;
  if (isFresh || request.request.kind !== 'release' || onDriftOf(request, app) === 'overwrite') return null;
  const seen = await run(lookForDrift(context));
  if (seen.trouble !== null) return { facts: {}, trouble: seen.trouble };
  // An earlier attempt has switched it.
  if (seen.facts.program_live !== context.facts.program_before) return null;
  const drift = hostDrift(seen.facts);
  const sealed = drift && (await deps.store.open(String(request.bundle)));
  const decided = sealed && decide(request, app, drift, sealed);
  if (!decided) return null;
  const lost = undecided(decided, context.facts.drift_kept);
  const conflict = decided.onDrift === 'keep' ? driftError([[app, decided]]) : null;
  if (lost.length === 0 && !conflict) return null;
  const { code, details } = conflict ?? lateDriftError(app, lost);
  return { facts: {}, trouble: { code, details } };
}
