import { isSameCommit, provenanceFields, type Provenance } from '#contract';
import { placeholders, type Value } from '#mysql';

/** The columns of `rexflow_host_releases` that tell what an app gets, in the order of the fields. */
export const provenanceColumns = ['version', 'commit_hash', 'branch', 'build'] as const;

export type ProvenanceRow = Record<(typeof provenanceColumns)[number], string | null>;

/** The columns as the records have them. */
export const toProvenance = (row: ProvenanceRow): Provenance =>
  Object.fromEntries(
    provenanceColumns.flatMap((column, index) => {
      const value = row[column];
      return value === null ? [] : [[provenanceFields[index]!, value]];
    }),
  );

/** The values of the columns, in their order. */
export const provenanceValues = (provenance: Provenance): (string | null)[] =>
  provenanceFields.map((field) => provenance[field] ?? null);

/** A program that is looked for; everything given must hold. */
export interface ProvenanceFilter {
  version?: string | undefined;
  /** Its first digits, or all of them where the records have the first ones. */
  commit?: string | undefined;
}

const fewestDigits = 7;

/** The conditions of a filter on rows `h` of `rexflow_host_releases`; none where nothing is looked for. */
export function provenanceConditions({ version, commit }: ProvenanceFilter): [sql: string, values: Value[]][] {
  const found: [string, Value[]][] = [];
  if (version !== undefined) found.push(['h.version = ?', [version]]);
  if (commit !== undefined) {
    const shorter = Array.from({ length: Math.max(0, commit.length - fewestDigits) }, (_, index) =>
      commit.slice(0, fewestDigits + index),
    );
    const isShorter = shorter.length === 0 ? '' : ` OR h.commit_hash IN (${placeholders(shorter)})`;
    found.push([`(h.commit_hash LIKE ?${isShorter})`, [`${commit}%`, ...shorter]]);
  }
  return found;
}

/** Whether a program is the one that is looked for. */
export const isMeant = (known: Provenance, { version, commit }: ProvenanceFilter): boolean =>
  (version === undefined || known.version === version) &&
  (commit === undefined || (known.commit !== undefined && isSameCommit(known.commit, commit)));
