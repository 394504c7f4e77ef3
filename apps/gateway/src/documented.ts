/**
 * An answer as the reference documents it: arrays as objects keyed by index, every scalar as a string, null as `{}`.
 * This is the only place that knows of it; everything else works with typed values (`rex.answers: native`).
 */
export function documented(value: unknown): unknown {
  if (value === null || value === undefined) return {};
  if (typeof value !== 'object') return String(value);
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries.map(([key, member]) => [key, documented(member)]));
}
