import { resolve } from 'node:path';
import { Secret } from '#shell';
import { fieldOf } from './expand.js';
import type { Field } from '../schema/fields.js';

const camel = (key: string): string => key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** A checked document as the program reads it: camelCase, secrets wrapped, paths absolute, deeply frozen. */
export function assemble(field: Field | undefined, value: unknown, folder: string): unknown {
  if (Array.isArray(value)) {
    const items = field?.type === 'array' ? field.items : undefined;
    return Object.freeze(value.map((item: unknown) => assemble(items, item, folder)));
  }
  if (typeof value === 'object' && value !== null) {
    const named = field?.type === 'object' && 'properties' in field;
    const entries = Object.entries(value).map(([key, item]): [string, unknown] => [
      named ? camel(key) : key,
      assemble(fieldOf(field, key), item, folder),
    ]);
    return Object.freeze(Object.fromEntries(entries));
  }
  if (typeof value !== 'string' || field === undefined) return value;
  if ('secret' in field) return Object.freeze(new Secret(value));
  return 'place' in field ? resolve(folder, value) : value;
}
