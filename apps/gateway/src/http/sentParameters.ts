import { CodedError } from '#contract';
import type { RexParameters } from '../state/endpoint.js';

/**
 * Merges query and body into one set of parameters. A name given more than once holds all its values, so that it can be
 * refused; a token may be repeated as long as it is the same. Numbers and booleans of a JSON body become text, null counts as
 * absent. Throws BODY_MALFORMED for a JSON body that is no object, PARAMETER_INVALID for a member that is one.
 */
export function sentParameters(query: unknown, body: unknown): RexParameters {
  const sent = new Map<string, string[]>();
  for (const [name, value] of [...members(query), ...members(body)]) {
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (one === null || one === undefined) continue;
      const known = sent.get(name) ?? [];
      const text = asText(name, one);
      if (name !== 'token' || !known.includes(text)) sent.set(name, [...known, text]);
    }
  }
  return Object.fromEntries([...sent].map(([name, values]) => [name, values.length === 1 ? values[0]! : values]));
}

function members(source: unknown): [string, unknown][] {
  if (source === undefined) return [];
  if (typeof source !== 'object' || source === null || Array.isArray(source)) {
    throw new CodedError('BODY_MALFORMED', { reason: 'a JSON body must be an object of parameters' });
  }
  return Object.entries(source);
}

function asText(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new CodedError('PARAMETER_INVALID', { field: name.slice(0, 100), reason: 'must be text' });
}
