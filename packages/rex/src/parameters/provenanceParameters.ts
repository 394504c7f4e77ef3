import { provenanceTexts, remarkTexts, type BoundedText, type Provenance, type Remarks } from '#contract';
import { textParameter, type Parameter } from './parameter.js';
import { given, type WireParameters } from './words.js';

const bounded = (description: string, { maxLength, pattern }: BoundedText): Parameter =>
  textParameter(description, maxLength, pattern);

const { version, commit, branch, build } = provenanceTexts;
const { note, onBehalfOf } = remarkTexts;

/** What the program is that is released; RexDeployV3 has none of these. */
export const provenanceParameters: Readonly<Record<string, Parameter>> = {
  version: bounded('version of the program; found in its files if absent (versions.from)', version),
  commit: bounded('commit of its sources, 7 to 64 digits in hex', commit),
  branch: bounded('branch of its sources', branch),
  build: bounded('http(s) address, number or name of the build that made it', build),
};

/** Why it is released or rolled back, and for whom. */
export const remarkParameters: Readonly<Record<string, Parameter>> = {
  note: bounded('why, for people', note),
  on_behalf_of: bounded('for whom, where that is not the user of the token', onBehalfOf),
};

/** The parameters above as a request has them. */
export const remarksOf = ({ note: why, on_behalf_of: whom }: WireParameters): Remarks => ({
  ...(why === undefined ? {} : { note: why }),
  ...(whom === undefined ? {} : { onBehalfOf: whom }),
});
export const spellRemarks = ({ note: why, onBehalfOf: whom }: Remarks): WireParameters =>
  given({ note: why, on_behalf_of: whom });

/** The same with what the program is, where any of it is given. */
export function informedOf(parameters: WireParameters): { provenance?: Provenance } & Remarks {
  const known = Object.entries(parameters).filter(([name]) => Object.hasOwn(provenanceParameters, name));
  return { ...(known.length === 0 ? {} : { provenance: Object.fromEntries(known) }), ...remarksOf(parameters) };
}
export const spellInformed = ({
  provenance = {},
  ...remarks
}: { provenance?: Provenance } & Remarks): WireParameters => ({ ...given(provenance), ...spellRemarks(remarks) });
