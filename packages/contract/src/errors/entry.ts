import type { Statement } from '../words/statement.js';

/**
 * The kind decides what happens next: what is refused is told and forgotten, what failed is undone, what is broken is
 * tried again.
 */
export type Kind = 'refused' | 'failed' | 'broken';

/**
 * What sort of trouble it is, for whoever has to act on it. `input`: what was to be released, or gone back to; `hook`: a
 * command the catalogue or a caller gave; `host`: a program that every host has did not do its work there; `application`: it does not stop or start; `dependency`: Redis or MySQL.
 */
export type ErrorClass =
  | 'refused'
  | 'input'
  | 'hook'
  | 'unreachable'
  | 'authentication'
  | 'host-key'
  | 'disk'
  | 'permission'
  | 'transfer'
  | 'application'
  | 'host'
  | 'switch'
  | 'health'
  | 'deadline'
  | 'cancelled'
  | 'superseded'
  | 'lease'
  | 'lost'
  | 'dependency'
  | 'internal';

/** Statements say for other languages what another detail says in English; nothing but those languages asks for them. */
type Value = string | number | readonly (string | Statement)[] | undefined;
export type Details = Readonly<Record<string, Value>>;
export type ErrorText = (details: Details) => string;

export interface ErrorEntry {
  kind: Kind;
  class: ErrorClass;
  /** HTTP status when a request is answered with it at once. */
  status: number;
  en: ErrorText;
  /** The text of the `/rex` envelope where the reference has one; everything else is said in English. */
  zh?: ErrorText;
  /** What to do about it; a refusal already says what is wrong with what was posted. */
  advice?: ErrorText;
}

/** A detail as text; what is missing is nothing. */
export const asText = (value: Value): string => (Array.isArray(value) ? value.join(', ') : String(value ?? ''));

/** The first of several names, for a command that shows one. */
export const firstOf = (names: Value): string =>
  Array.isArray(names) ? String(names[0] ?? 'APP') : asText(names) || 'APP';

/** Several sentences in one. */
export const semicolons = (value: Value): string => (Array.isArray(value) ? value.join('; ') : asText(value));

/** Expected: told to the caller, not tried again. */
export const refusedError = (status: number, en: ErrorText, zh?: ErrorText): ErrorEntry => ({
  kind: 'refused',
  class: 'refused',
  status,
  en,
  ...(zh ? { zh } : {}),
});

/** The step ran and the answer was no: undone. */
export const failedError = (of: ErrorClass, en: ErrorText, advice: ErrorText, zh?: ErrorText): ErrorEntry => ({
  kind: 'failed',
  class: of,
  status: 200,
  en,
  advice,
  ...(zh ? { zh } : {}),
});

/** Away for a while: tried again. */
export const brokenError = (of: ErrorClass, en: ErrorText, advice: ErrorText, zh?: ErrorText): ErrorEntry => ({
  kind: 'broken',
  class: of,
  status: 503,
  en,
  advice,
  ...(zh ? { zh } : {}),
});
