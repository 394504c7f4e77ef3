import type { Provenance } from '#contract';

/** What the source of a release is by now: noted before anything of it is used, it stays the same for whoever goes on with the work. */
export interface Revision {
  /** Empty where the source tells nothing. */
  known(): Provenance;
  note(found: Provenance): Promise<void>;
}

const name = 'revision';

/** What of the journal of a workspace a revision needs. */
interface Notes {
  output: (name: string) => string;
  note: (name: string, state: 'gathered', output: string) => Promise<void>;
}

/** Opens the revision of a release, as a worker before this one left it in the journal, if there is one. */
export function openRevision(journal: Notes | null): Revision {
  const earlier = journal?.output(name) ?? '';
  let known = earlier === '' ? {} : (JSON.parse(earlier) as Provenance);
  return {
    known: () => known,
    note: async (found) => {
      known = found;
      await journal?.note(name, 'gathered', JSON.stringify(found));
    },
  };
}
