import type { InstallationReport, ReleaseHead } from '#api';
import type { GroupSummary } from '../fleet/groupSummary.js';
import { outcomeState } from '../states/releaseState.js';
import { byNeed, type StateName } from '../states/states.js';

type Finding = InstallationReport['findings'][number];

/** What the doctor finds of the rows of the catalogue, which are counted by themselves. */
const rowsFinding = 'catalogue.rows';

/** What is wrong with a group, and the last release of it, where that did not end well. */
interface OfGroup {
  kind: 'failing' | 'mixed' | 'drifted' | 'unknown' | 'release';
  group: GroupSummary;
  release: ReleaseHead | null;
}

/** Something that waits for somebody, with what is known of it. */
export type Attention =
  OfGroup | { kind: 'problems'; rows: number; more: boolean } | { kind: 'finding'; finding: Finding };

/** The state it is shown with. */
export function attentionState(attention: Attention): StateName {
  switch (attention.kind) {
    case 'release':
      return outcomeState(attention.release?.outcome ?? 'failed');
    case 'problems':
      return 'warning';
    case 'finding':
      return attention.finding.state === 'failed' ? 'failing' : 'warning';
    default:
      return attention.kind;
  }
}

/** The targets it is about; all of its group where none stands out. */
export function troubledTargets({ kind, group }: OfGroup): readonly string[] {
  return kind === 'mixed' || kind === 'release' ? [] : group[kind];
}

/**
 * All that waits for somebody, worst first. What came of one release of a group is one row, whichever sign of it is the worst; a
 * change by hand is another matter, and has a row of its own.
 */
export function attentionOf({
  groups,
  last,
  problems,
  findings,
}: {
  groups: readonly GroupSummary[];
  last: ReadonlyMap<string, ReleaseHead>;
  problems: { rows: number; more: boolean };
  findings: readonly Finding[];
}): Attention[] {
  const found: Attention[] = [];
  for (const group of groups) found.push(...ofGroup(group, last.get(group.name) ?? null));
  if (problems.rows > 0) found.push({ kind: 'problems', ...problems });
  const unwell = findings.filter(({ name, state }) => state !== 'ok' && !(name === rowsFinding && problems.rows > 0));
  for (const finding of unwell) found.push({ kind: 'finding', finding });
  return found.sort((a, b) => byNeed(attentionState(a), attentionState(b)));
}

function ofGroup(group: GroupSummary, last: ReleaseHead | null): OfGroup[] {
  const { state, drifted, isNew } = group;
  const ended = last !== null && (last.outcome === 'failed' || last.outcome === 'partial') ? last : null;
  const cancelled = last?.outcome === 'cancelled' ? last : null;
  const rows: OfGroup[] = [];
  if (state === 'failing' || state === 'mixed') rows.push({ kind: state, group, release: ended ?? cancelled });
  // Somebody is at it: what became of the release before is told when this one is over.
  else if (ended && state !== 'running') rows.push({ kind: 'release', group, release: ended });
  else if (state === 'unknown' && !isNew) rows.push({ kind: 'unknown', group, release: null });
  if (drifted.length > 0) rows.push({ kind: 'drifted', group, release: null });
  return rows;
}
