import { resolve } from 'node:path';
import type { Field, Leaf } from '../schema/fields.js';
import { spell, type Path } from './path.js';
import type { ReportProblem } from './problem.js';

/** The sources of values outside of the file, and the receiver of problems. */
export interface Surroundings {
  env: Readonly<Record<string, string | undefined>>;
  /** Absolute; `file:` paths start here. */
  folder: string;
  /** Text of the file at an absolute path; throws when it cannot be read. */
  readSecret: (path: string) => string;
  report: ReportProblem;
}

/**
 * The document with `${VARIABLE}` and `file:` replaced by their values, and empty values of known keys left out. A value
 * made of variables takes the type its key wants. A variable or file that cannot be read is reported and left out.
 */
export function expand(field: Field | undefined, value: unknown, at: Path, around: Surroundings): unknown {
  if (typeof value === 'string') return expandText(field, value, at, around);
  if (Array.isArray(value)) {
    const items = field?.type === 'array' ? field.items : undefined;
    return value.map((item, index) => expand(items, item, [...at, index], around));
  }
  if (typeof value === 'number' && field && 'numbers' in field) return String(value);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value)
    .map(([key, item]) => ({ key, item: item as unknown, inner: fieldOf(field, key) }))
    .filter(({ item, inner }) => item !== null || inner === undefined || inner.type === 'object')
    .map(({ key, item, inner }) => [key, expand(inner, item ?? emptyOf(inner), [...at, key], around)] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}

/** The schema of one key of a map; undefined for an unknown key. */
export function fieldOf(field: Field | undefined, key: string): Field | undefined {
  if (field?.type !== 'object') return undefined;
  if (!('properties' in field)) return field.additionalProperties;
  return Object.hasOwn(field.properties, key) ? field.properties[key] : undefined;
}

/** A section whose keys are all commented out is an empty one. */
const emptyOf = (field: Field | undefined): unknown => (field?.type === 'object' ? {} : null);

/** Where a secret stands that is not in the file itself. */
const elsewhere = /^(file:.|\$\{\w+\}$)/;

function expandText(field: Field | undefined, value: string, at: Path, around: Surroundings): unknown {
  const leaf = field && field.type !== 'object' && field.type !== 'array' ? field : undefined;
  if (leaf?.apart && value !== '' && !elsewhere.test(value)) {
    around.report(spell(at), leaf.expected, 'a value in plain');
    return undefined;
  }
  const text = variables(value, at, around);
  if (text === undefined) return undefined;
  if (leaf?.secret && value.startsWith('file:')) return readFile(text.slice('file:'.length), at, around);
  return text === value || !leaf ? text : typed(leaf, text);
}

/** `${NAME}` is replaced; `$${` stands for a plain `${`. */
function variables(value: string, at: Path, around: Surroundings): string | undefined {
  let complete = true;
  const replaced = value.replace(/(\$?)\$\{([^{}]*)\}/g, (whole, escaped: string, name: string) => {
    if (escaped) return whole.slice(1);
    const isName = /^[A-Za-z_]\w*$/.test(name);
    const found = isName && Object.hasOwn(around.env, name) ? around.env[name] : undefined;
    if (found !== undefined) return found;
    complete = false;
    if (isName) around.report(spell(at), `the variable ${name} to be set`, 'nothing');
    else around.report(spell(at), 'the name of a variable between ${ and } ($${ is a plain ${)', 'other text');
    return whole;
  });
  return complete ? replaced : undefined;
}

function readFile(path: string, at: Path, around: Surroundings): string | undefined {
  const absolute = resolve(around.folder, path);
  try {
    const text = around.readSecret(absolute).replace(/\r?\n$/, '');
    if (text !== '') return text;
    around.report(spell(at), `a secret in ${absolute}`, 'an empty file');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'a file that cannot be read';
    around.report(spell(at), `a readable file at ${absolute}`, reason);
  }
  return undefined;
}

function typed(leaf: Leaf, text: string): unknown {
  if (leaf.type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true';
  if (leaf.type !== 'string' && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  return text;
}
