/** The lists and formats of the contract for programs that must not load all of it: command line and console. */
export { formats, hasFormat, releaseStampIn, type TextFormat } from './request/formats.js';
export { isSecretReference, secretName, shownValue, type SecretReference } from './request/secretReference.js';
export { commitPrefix, fitsText, provenanceTexts, remarkTexts, type BoundedText } from './request/provenanceTexts.js';
export type { Provenance, Remarks } from './request/provenance.js';
export * from './request/lists.js';
export * from './results/lists.js';
