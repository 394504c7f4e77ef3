import type { Value } from './types.js';

/** Whether a backslash escapes depends on the server's sql_mode: a text that holds one is written in hexadecimal digits. */
function quoted(value: string): string {
  if (/[\\\0]/.test(value)) return `_utf8mb4 x'${Buffer.from(value).toString('hex')}'`;
  return `'${value.includes("'") ? value.replaceAll("'", "''") : value}'`;
}

function literal(value: Value): string {
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'number':
      if (Number.isFinite(value)) return String(value);
      throw new TypeError(`${value} cannot be bound`);
    case 'boolean':
      return value ? '1' : '0';
    default:
      if (value === null) return 'NULL';
      if (value instanceof Date) return literal(value.toISOString().replace('T', ' ').replace('Z', ''));
      throw new TypeError(`a value of type ${typeof value} cannot be bound`);
  }
}

/**
 * A statement with its values written into it, for statements that travel together, which MySQL does not prepare. It
 * means the same whatever sql_mode the server has. Throws TypeError for a value that cannot be bound, and where there are
 * not as many as marks.
 */
export function spelled(sql: string, values: readonly Value[]): string {
  const parts = sql.split('?');
  if (parts.length !== values.length + 1) throw new TypeError(`${values.length} values for ${parts.length - 1} marks`);
  return parts.reduce((text, part, index) => text + literal(values[index - 1]!) + part);
}
