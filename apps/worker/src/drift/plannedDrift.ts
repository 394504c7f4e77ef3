import type { PlannedDrift } from '#contract';
import { spellChange, type App, type HostDrift } from '#release';
import { driftError, type Decided } from './decide.js';

/** The hand-made changes of a host as a plan tells them, at most `most` of a kind. */
export function plannedDrift(
  app: App,
  decided: Decided,
  drift: HostDrift | string | undefined,
  most: number,
): PlannedDrift {
  const { onDrift, decision } = decided;
  const some = (changes: Decided['kept']): string[] => changes.slice(0, most).map(spellChange);
  return {
    onDrift,
    files: decision.files,
    paths: some(decision.lost),
    conflicts: some(decision.conflicts),
    trouble: driftError([[app, decided]])?.report() ?? null,
    identity: typeof drift === 'object' ? drift.identity : '',
  };
}
