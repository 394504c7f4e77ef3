import { object, text, type Of } from '../schema/schema.js';
import { provenanceFields } from './provenanceTexts.js';

const described = {
  version: text('of the program, as people call it'),
  commit: text('of its sources, in hex'),
  branch: text('of its sources'),
  build: text('address, number or name of the build that made it'),
};

/** Where a program comes from; what is absent is not known. As SLSA has the word: what it is, and what it was built from. */
export const provenanceSchema = object({}, described);
export type Provenance = Of<typeof provenanceSchema>;

/** What whoever asked says of a release or rollback: why, and for whom. */
export const remarks = {
  note: text('why it is done, for people'),
  onBehalfOf: text('for whom it is done, where that is not the user who asked'),
};
export type Remarks = { [Name in keyof typeof remarks]?: string };

/** The fields of both, those of the first one first: what was given goes before what was found, field by field. */
export const mergeProvenance = (...known: readonly Provenance[]): Provenance =>
  Object.fromEntries(
    provenanceFields.flatMap((field) => {
      const value = known.find((one) => one[field] !== undefined)?.[field];
      return value === undefined ? [] : [[field, value]];
    }),
  );

/** The fields in which all of these are the same. */
export const commonProvenance = (all: readonly Provenance[]): Provenance =>
  Object.fromEntries(
    provenanceFields.flatMap((field) => {
      const value = all[0]?.[field];
      return value !== undefined && all.every((one) => one[field] === value) ? [[field, value]] : [];
    }),
  );

/** The different versions of several programs, in their order. */
export const versionsOf = (all: readonly Provenance[]): string[] => [
  ...new Set(all.flatMap(({ version }) => version ?? [])),
];

/** Whether two commits are one, of which either may be shortened. */
export const isSameCommit = (one: string, other: string): boolean => one.startsWith(other) || other.startsWith(one);
