import { type Drift, type SourceSeen, driftStates } from '#contract';
import { list, object, orNull, text, whole, word, type Of, type Schema } from '#contract/schema';

/** Counts of what differs between two trees. */
export const differences = { total: whole('entries'), changed: whole(''), deleted: whole(''), added: whole('') };

/** How the live directory of an app stands to the release that made it. */
export const driftMembers = {
  state: word(driftStates, 'unknown: rexflow did not make what is live, or the host has no list of it'),
  release: orNull(text('YYYYMMDD_HHmmss of the release that is live; null for one rexflow did not make')),
  digest: orNull(text('sha256 of the list of its files')),
  files: object(differences),
  paths: list(text(), 'the first 200, each with what became of it: "changed program/lib/a.js"'),
};
const driftSchema: Schema<Drift> = object(driftMembers);
export type DriftView = Of<typeof driftSchema>;

/** The app of another environment a release takes its program from, as it was found. */
export const sourceSeenSchema: Schema<SourceSeen> = object({
  environment: text(),
  app: text('app_key there'),
  host: text('address'),
  directory: text('release directory its live link leads to'),
  drift: driftSchema,
});
