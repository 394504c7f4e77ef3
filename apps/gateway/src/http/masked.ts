/** True for the name of a secret parameter, also one spelled with escapes (`%74oken`). */
const isSecret = (name: string): boolean => /^(token|password)$/i.test([...new URLSearchParams(name).keys()][0] ?? '');

const maskedText = (text: string): string =>
  text
    .replaceAll(/([?&])([^=&#?]*)=[^&#\s]*/g, (pair, start: string, name: string) =>
      isSecret(name) ? `${start}${name}=[secret]` : pair,
    )
    .replaceAll(/((?::|%3a)(?:\/|%2f){2})(?:(?!%2f)[^/&#\s])+(@|%40)/gi, '$1[secret]$2');

/** Redacts tokens, passwords and logins of addresses in text that is logged or shown. */
export function masked<T>(value: T): T;
/** The same for all text in arrays and plain objects. */
export function masked(value: unknown): unknown {
  if (typeof value === 'string') return maskedText(value);
  if (Array.isArray(value)) return value.map((one: unknown) => masked(one));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, masked<unknown>(one)]));
}
