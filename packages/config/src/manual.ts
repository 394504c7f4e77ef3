import type { Field } from './schema/fields.js';
import { schema } from './schema/schema.js';

/** One key of config.yml as its manual shows it. */
export interface ConfigKey {
  /** Names from the top; `<name>` stands for a name of the reader's choice, `[]` for an entry of a list. */
  path: string[];
  /** The comment above it in config.yml, or else the description in the schema. */
  comment: string;
  /** The kind of value it takes. */
  expected: string;
  /** Undefined where it has none. */
  default: unknown;
  secret: boolean;
  /** It holds other keys. */
  isSection: boolean;
}

/** A key below a section or a map, or null; a list is passed through. */
function below(field: Field, name: string): { name: string; field: Field; through: string[] } | null {
  if (field.type === 'array') {
    const found = below(field.items, name);
    return found && { ...found, through: ['[]', ...found.through] };
  }
  if (field.type !== 'object') return null;
  if (!('properties' in field)) return { name: '<name>', field: field.additionalProperties, through: [] };
  const inner = field.properties[name];
  return inner === undefined ? null : { name, field: inner, through: [] };
}

/** The path of a key as it is written, such as `ssh.hosts[].match`. */
export const keyName = (path: readonly string[]): string => path.join('.').replaceAll('.[]', '[]');

interface CommentLine {
  text: string;
  isExample: boolean;
}

/**
 * The comment above each key, by its path; the first one counts. Examples, whose # is followed by no space or by several, are
 * read as keys; a comment in front of an example describes that case, not the key.
 */
function commentsOf(text: string): Map<string, string> {
  const comments = new Map<string, string>();
  const open: { indent: number; path: string[]; field: Field }[] = [{ indent: -1, path: [], field: schema }];
  let above: CommentLine[] = [];
  for (const written of text.split('\n')) {
    const line = written.replace(/^( *)#(?=\S| {2})/, '$1');
    const isExample = line !== written;
    const remark = /^ *# ?(.*)$/.exec(line)?.[1];
    const [, spaces, dash = '', name] = /^( *)(- )?'?([\w.]+)'?:/.exec(line) ?? [];
    if (remark !== undefined) above.push({ text: remark.trim(), isExample });
    else {
      const comment = above.filter((one) => one.isExample === isExample).map((one) => one.text);
      above = [];
      if (name === undefined) continue;
      const indent = spaces!.length + dash.length;
      while (open.at(-1)!.indent >= indent) open.pop();
      const parent = open.at(-1)!;
      const found = below(parent.field, name);
      if (!found) continue;
      const path = [...parent.path, ...found.through, found.name];
      open.push({ indent, path, field: found.field });
      const key = keyName(path);
      if (comment.length > 0 && !comments.has(key)) comments.set(key, comment.join(' '));
    }
  }
  return comments;
}

/** Every key of the schema in its order, with its comment in the text of config.yml. */
export function configKeys(text: string): ConfigKey[] {
  const comments = commentsOf(text);
  const keysBelow = (field: Field, path: string[]): ConfigKey[] => {
    if (field.type === 'array') return keysBelow(field.items, [...path, '[]']);
    if (field.type !== 'object') return [];
    if (!('properties' in field)) return keysBelow(field.additionalProperties, [...path, '<name>']);
    return Object.entries(field.properties).flatMap(([name, child]) => keyAndBelow(child, [...path, name]));
  };
  const keyAndBelow = (field: Field, path: string[]): ConfigKey[] => {
    const rest = keysBelow(field, path);
    const key = {
      path,
      comment: comments.get(keyName(path)) ?? field.description,
      expected: field.expected,
      default: field.default,
      secret: 'secret' in field,
      isSection: field.type === 'object' && 'properties' in field,
    };
    return [key, ...rest];
  };
  return keysBelow(schema, []);
}
