import type { MatrixView } from '#api';
import { isSameCommit, redact } from '#contract';
import type { MainRelease } from '#records';

type Promotion = MatrixView['items'][number]['promote'];

/** Whether two releases are of one program: by commit and version where both are known, or since one was taken from the other. */
function isSame(source: MainRelease, own: MainRelease, environment: string): boolean {
  if (own.takenFrom.some((from) => from.environment === environment && from.stamp === source.stamp)) return true;
  const [a, b] = [source.provenance, own.provenance];
  if (a.commit !== undefined && b.commit !== undefined) return isSameCommit(a.commit, b.commit);
  return a.version !== undefined && a.version === b.version;
}

/** Whether an environment runs something newer than the own one. */
const isAhead = (source: MainRelease, own: MainRelease | null, environment: string): boolean =>
  own === null || (source.since > own.since && !isSame(source, own, environment));

/** The environments programs may be taken from, in the order in which they are asked: the nearest to the left of the own one first. */
export function sourcesInOrder(names: readonly string[], own: string, sources: readonly string[]): string[] {
  const at = names.indexOf(own);
  const left = names.slice(0, at).reverse();
  return [...left, ...names.slice(at + 1)].filter((name) => sources.includes(name));
}

/** What the own environment lacks of a group: the release of the first environment, of those it may be taken from, that runs one. */
export function promotionOf(
  sources: readonly { environment: string; main: MainRelease | null }[],
  own: MainRelease | null,
): Promotion {
  const first = sources.find(({ main }) => main !== null && main.stamp !== '');
  if (!first?.main || !isAhead(first.main, own, first.environment)) return null;
  const { version } = redact(first.main.provenance);
  return { from: first.environment, version: version ?? null, stamp: first.main.stamp };
}
