/**
 * Converts an answer to the form the reference documents: arrays as objects keyed by index, every scalar as a string, null as
 * `{}`. This file alone knows of it; everything else works with typed values (`rex.answers: native`).
 */
export function stringifyAll(value: unknown): unknown {
  if (value === null || value === undefined) return {};
  if (typeof value !== 'object') return String(value);
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries.map(([key, member]) => [key, stringifyAll(member)]));
}

/** Converts each number and flag of an answer to text, as `documented` has them; lists and null stay. */
export function texts(value: unknown): unknown {
  if (value === null || value === undefined) return value;
  if (Array.isArray(value)) return value.map(texts);
  if (typeof value !== 'object') return String(value);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, texts(member)]));
}
