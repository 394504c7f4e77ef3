import { releaseStampIn, type DriftFindings } from '#contract';
import { carriedIn, spellFound } from '../drift/hostDrift.js';
import type { Facts } from '../model/instruction.js';

const count = (value: string | undefined): number => Number(value ?? 0);

/** The findings of `driftScript` from its facts. */
export function driftFound(facts: Facts): DriftFindings {
  const [changed, deleted, added] = [facts.drift_changed, facts.drift_deleted, facts.drift_added].map(count);
  const kept = carriedIn(facts);
  return {
    state: facts.drift === 'exact' || facts.drift === 'drifted' ? facts.drift : 'unknown',
    release: releaseStampIn(facts.program_live ?? ''),
    digest: facts.sealed_sum ?? null,
    files: { total: changed! + deleted! + added!, changed: changed!, deleted: deleted!, added: added! },
    paths: spellFound(facts),
    ...(kept.length > 0 ? { kept } : {}),
  };
}
