import { isTree } from '../yamlText/tree.js';
import { rowsOf } from './variableRows.js';
import type { FieldKind } from './formSchema.js';

/** A value as it stands in its field. */
export function textOf(kind: FieldKind, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (kind === 'names' && Array.isArray(value)) return value.join('\n');
  if (kind === 'numbers' && Array.isArray(value)) return value.join(', ');
  if (kind === 'pairs' && isTree(value))
    return Object.entries(value)
      .map(([name, one]) => `${name}: ${String(one)}`)
      .join('\n');
  if (kind === 'variables')
    return rowsOf(value)
      .map(({ name, isSecret, text }) => `${name}: ${isSecret ? '[secret]' : text}`)
      .join('\n');
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value as string | number | boolean);
}

const words = (text: string, apart: RegExp): string[] =>
  text
    .split(apart)
    .map((one) => one.trim())
    .filter((one) => one !== '');

const numeral = (text: string): unknown => (/^\d{1,15}$/.test(text) ? Number(text) : text);

/** What a field says; undefined where it says nothing. What does not fit stays as it is typed: the gateway says what is wrong with it. */
export function valueOf(kind: FieldKind, text: string): unknown {
  if (text.trim() === '') return undefined;
  switch (kind) {
    case 'flag':
      return text === 'true';
    case 'number':
    case 'amount':
      return numeral(text.trim());
    case 'names':
      return words(text, /\n/);
    case 'numbers':
      return words(text, /[\s,]+/).map(numeral);
    case 'pairs':
      return Object.fromEntries(
        words(text, /\n/).map((line) => {
          const [, name = line, value = ''] = /^([^:]*):(.*)$/.exec(line) ?? [];
          return [name.trim(), value.trim()];
        }),
      );
    case 'json':
      try {
        return JSON.parse(text) as unknown;
      } catch {
        return text;
      }
    default:
      return text;
  }
}
