import { commitPrefix, provenanceTexts, remarkTexts, type BoundedText } from '#contract';
import { object, orNull, text, type Of, type Schema, named } from '#contract/schema';

const given = (description: string, { maxLength, pattern }: BoundedText): Schema<string> =>
  text(description, { minLength: 1, maxLength, pattern });

/** What the caller knows of the program. */
export const newProvenanceSchema = named(
  'NewProvenance',
  object(
    {},
    {
      version: given('of the program, as people call it; found in its files if absent', provenanceTexts.version),
      commit: given('of its sources, 7 to 64 digits in hex, in small letters', provenanceTexts.commit),
      branch: given('of its sources', provenanceTexts.branch),
      build: given('http(s) address of the build that made it, or its number or name', provenanceTexts.build),
    },
  ),
);

/** What the caller says of a release or rollback. */
export const newRemarks = {
  note: given('why it is done, for people', remarkTexts.note),
  onBehalfOf: given('for whom it is done, where that is not the user of the token', remarkTexts.onBehalfOf),
};

/** What is known of a program. */
export const provenanceViewSchema = named(
  'Provenance',
  object({
    version: orNull(text('as people call it; null where it was neither given nor found')),
    commit: orNull(text('of its sources')),
    branch: orNull(text('of its sources')),
    build: orNull(text('address, number or name of the build that made it')),
  }),
);
export type ProvenanceView = Of<typeof provenanceViewSchema>;

/** Where its commit and its build are to be seen, by `versions.links` of config.yml. */
export const provenanceLinksSchema = object({
  commit: orNull(text('address; null where there is no template, or no commit')),
  build: orNull(text('address')),
});
export type ProvenanceLinks = Of<typeof provenanceLinksSchema>;

/** A program that is looked for. */
export const programQuery = {
  version: text('only of this version', { minLength: 1, maxLength: provenanceTexts.version.maxLength }),
  commit: text('only of this commit: its first digits, at least 4, in hex, in small letters', {
    maxLength: commitPrefix.maxLength,
    pattern: commitPrefix.pattern,
  }),
};
