/** Names whose values are secret, wherever such a name stands: the one list there is. */
const names = ['pass(?:word|wd|phrase)?', 'pwd', 'secret', 'token', 'credentials?', '(?:api|private|access)[_.-]?key'];
const secret = `(?:${names.join('|')})`;

/** A parameter is secret by its whole name, be it that of a certain token: `tokens` and `page_token` are not. */
const parameter = new RegExp(`^(?:(?:access|api|auth|client|private)[_.-]?)?${secret}$`, 'i');

/** A name may be spelled with escapes (`%74oken`) and still be read as what it means. */
const isSecret = (name: string): boolean => parameter.test([...new URLSearchParams(name).keys()][0] ?? '');

const redactParameters = (text: string, mark: string): string =>
  text.replaceAll(/([?&])([^=&#?]*)=[^&#\s]*/g, (pair, start: string, name: string) =>
    isSecret(name) ? `${start}${name}=${mark}` : pair,
  );

const redactText = (text: string): string =>
  redactParameters(text, '[secret]').replaceAll(
    /((?::|%3a)(?:\/|%2f){2})(?:(?!%2f)[^/&#\s])+(@|%40)/gi,
    '$1[secret]$2',
  );

/** Text as it may be logged and shown: secret parameters and logins of the addresses in it read `[secret]`. */
export function redact<T>(value: T): T;
/** The same of all text in arrays and plain objects. */
export function redact(value: unknown): unknown {
  if (typeof value === 'string') return redactText(value);
  if (Array.isArray(value)) return value.map((one: unknown) => redact(one));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, redact<unknown>(one)]));
}

/** An address for people to follow without the user and password that may stand in it: whoever opens it is asked for their own. */
export const withoutLogin = (address: string): string => address.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1');

/** In a file a secret name may be a part of a longer one (`SECRET_TOKEN`), and an assignment has many spellings. */
const assigned = new RegExp(`(${secret}[\\w.-]*["']?\\s*(?:[:=]|=>|>)\\s*)(["']?)[^\\s"'<,;]+`, 'gi');
/** Up to the last @: a password may hold one. */
const login = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/]*:)[^\s/]+@/gi;
/** A line of a key or certificate. */
const block = /^([ +-])[A-Za-z0-9+/=]{40,}\s*$/;

/**
 * A line of a file or of its diff without the values that look secret, which read `***`: what is behind a telling name,
 * passwords in addresses, key material. A user name alone (`ssh://git@host`) stays, as it is part of what differs.
 */
export function redactLine(text: string): string {
  const line = text.replace(block, '$1***').replace(assigned, '$1$2***').replace(login, '$1***@');
  return redactParameters(line, '***');
}
