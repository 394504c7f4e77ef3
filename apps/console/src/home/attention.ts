import type { AppView, InstallationReport, ReleaseHead } from '#api';
import type { GroupSummary, VersionShare } from '../fleet/groupSummary.js';
import { outcomeState } from '../states/releaseState.js';
import { byNeed, type StateName } from '../states/states.js';

type Finding = InstallationReport['findings'][number];

/** What the doctor finds of the rows of the catalogue, which are counted by themselves. */
const rowsFinding = 'catalogue.rows';

/** Something that waits for somebody, with what is known of it. */
export type Attention =
  | { kind: 'failing'; group: string; targets: readonly AppView[]; of: number; release: ReleaseHead | null }
  | { kind: 'mixed'; group: string; shares: readonly VersionShare[]; of: number; release: ReleaseHead | null }
  | { kind: 'release'; group: string; of: number; release: ReleaseHead }
  | { kind: 'drift'; group: string; targets: readonly AppView[]; of: number }
  | { kind: 'problems'; rows: number; more: boolean }
  | { kind: 'finding'; finding: Finding };

/** The state it is shown with. */
export function attentionState(attention: Attention): StateName {
  switch (attention.kind) {
    case 'failing':
    case 'mixed':
      return attention.kind;
    case 'release':
      return outcomeState(attention.release.outcome);
    case 'drift':
      return 'drifted';
    case 'problems':
      return 'warning';
    case 'finding':
      return attention.finding.state === 'failed' ? 'failing' : 'warning';
  }
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

function ofGroup(summary: GroupSummary, last: ReleaseHead | null): Attention[] {
  const { name: group, targets: of, state, shares, failing, drifted } = summary;
  const ended = last !== null && (last.outcome === 'failed' || last.outcome === 'partial') ? last : null;
  const rows: Attention[] = [];
  if (state === 'failing') rows.push({ kind: 'failing', group, targets: failing, of, release: ended });
  else if (state === 'mixed') rows.push({ kind: 'mixed', group, shares, of, release: ended });
  // Somebody is at it: what became of the release before is told when this one is over.
  else if (ended && state !== 'running') rows.push({ kind: 'release', group, of, release: ended });
  if (drifted.length > 0) rows.push({ kind: 'drift', group, targets: drifted, of });
  return rows;
}
