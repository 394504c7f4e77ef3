import { Ajv, type ErrorObject } from 'ajv';
import type { Draft } from './draft.js';
import type { Field } from '../schema/fields.js';
import { isMap, remove, spell, valueAt, type Path } from './path.js';
import { describe, type ReportProblem } from './problem.js';
import { schema } from '../schema/schema.js';
import type { Config } from '../schema/types.js';

const ajv = new Ajv({ allErrors: true, verbose: true, useDefaults: true, strict: true });
ajv.addVocabulary(['secret', 'apart', 'place', 'numbers', 'expected']);
const fits = ajv.compile(schema);

/**
 * Fills the defaults into an expanded document, in place, and reports values that do not fit; `written` is the document as it
 * stands in the file, the only one problems quote. A value that does not fit is left out, so that the rest can be checked.
 */
export function shape(document: unknown, written: unknown, report: ReportProblem): Draft<Config> {
  if (!fits(document)) {
    const errors = (fits.errors ?? []).filter(({ keyword }) => keyword !== 'propertyNames');
    const wrong = errors.map((error) => ({ error, at: place(error, document) }));
    for (const { error, at } of wrong) {
      const { expected, found } = wording(error, valueAt(written, at));
      report(spell(at), expected, found);
    }
    for (const { at } of wrong) remove(document, at);
    fits(document);
  }
  return (isMap(document) ? document : {}) as Draft<Config>;
}

function place(error: ErrorObject, document: unknown): Path {
  const parts: (string | number)[] = [];
  for (const part of error.instancePath.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    parts.push(Array.isArray(valueAt(document, parts)) ? Number(key) : key);
  }
  const { missingProperty, additionalProperty } = error.params as Record<string, string | undefined>;
  const last = missingProperty ?? additionalProperty ?? error.propertyName;
  return last === undefined ? parts : [...parts, last];
}

function wording(error: ErrorObject, value: unknown): { expected: string; found: string } {
  const field = error.parentSchema as Field;
  const { missingProperty, additionalProperty } = error.params as Record<string, string | undefined>;
  if (additionalProperty !== undefined && 'properties' in field) {
    return { expected: `one of ${Object.keys(field.properties).join(', ')}`, found: 'an unknown key' };
  }
  if (missingProperty !== undefined && 'properties' in field) {
    return { expected: field.properties[missingProperty]!.expected, found: 'nothing' };
  }
  if (error.propertyName !== undefined) return { expected: field.expected, found: 'another name' };
  if (error.keyword === 'minProperties') return { expected: 'at least one entry', found: 'none' };
  return { expected: field.expected, found: describe(value, field) };
}
