import { errorCodes, type Code } from './codes.js';
import { CodedError } from './codedError.js';

const isCode = (text: string): text is Code => Object.hasOwn(errorCodes, text);
const prefix = 'detail_';

/** What a host's script said went wrong: `trouble=CODE` after its details, each as `detail_<name>`; null when it said nothing. */
export function hostError(found: Readonly<Record<string, string>>): CodedError | null {
  const code = found.trouble;
  if (code === undefined || !isCode(code)) return null;
  const details = Object.entries(found).filter(([key]) => key.startsWith(prefix));
  return new CodedError(code, Object.fromEntries(details.map(([key, value]) => [key.slice(prefix.length), value])));
}

/** The facts of a script without those that say what went wrong. */
export function withoutHostError(found: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(found).filter(([key]) => key !== 'trouble' && !key.startsWith(prefix)));
}
