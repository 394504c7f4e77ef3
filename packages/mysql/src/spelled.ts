import type { Value } from './types.js';

function literal(value: Value): string {
  switch (typeof value) {
    case 'string':
      return `_utf8mb4 x'${Buffer.from(value).toString('hex')}'`;
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
 * A statement with its values written into it, for statements that travel together, which MySQL does not prepare. Text is
 * written in hexadecimal digits: there is nothing to escape, whatever sql_mode the server has. Throws TypeError for a value
 * that cannot be bound, and where there are not as many as marks.
 */
export function spelled(sql: string, values: readonly Value[]): string {
  const parts = sql.split('?');
  if (parts.length !== values.length + 1) throw new TypeError(`${values.length} values for ${parts.length - 1} marks`);
  return parts.reduce((text, part, index) => text + literal(values[index - 1]!) + part);
}
