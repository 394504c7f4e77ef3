import { warningMembers, warningsIn, type WantedDirectories } from '#contract';
import type { App } from '#release';
import type { KnownProvenance, ProgramSum, RequestRecord } from '#records';

/** What a phase that runs once has found. */
export interface Staged {
  facts?: Record<string, unknown>;
  bundleDigest?: string | null;
  directories?: WantedDirectories;
  provenance?: readonly KnownProvenance[];
  programSums?: readonly ProgramSum[];
  apps?: readonly App[];
}

/** What a phase found takes the place of what was known before, but for what the answer is to say. */
export function withEarlierNotes({ facts: earlier }: RequestRecord, staged: Staged): Staged {
  if (!staged.facts) return staged;
  const { skipped } = earlier;
  const both = [earlier, staged.facts].flatMap(warningsIn);
  const warnings = Array.isArray(earlier.warnings) ? warningMembers(both) : {};
  return { ...staged, facts: { ...staged.facts, ...warnings, ...(Array.isArray(skipped) ? { skipped } : {}) } };
}
