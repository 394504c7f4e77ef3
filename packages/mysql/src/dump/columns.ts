import { identifier } from '../connection/identifier.js';

/** How the values of a column travel: `hex` for bytes, everything else as text. */
export interface DumpColumn {
  name: string;
  form: 'text' | 'hex' | 'float' | 'json';
}

/** A row: a text for each column, null for NULL. */
export type DumpRow = (string | null)[];

const bytes = /^(bit|binary|varbinary|tinyblob|blob|mediumblob|longblob|geometry|point|linestring|polygon)$/;

/** How a column of this type is read and written so that nothing of it changes. */
export function columnForm(type: string): DumpColumn['form'] {
  if (bytes.test(type)) return 'hex';
  if (type === 'float') return 'float';
  return type === 'json' ? 'json' : 'text';
}

/** What reads a column: a FLOAT would be shown rounded, and JSON of MySQL comes without a character set. */
export function readingOf({ name, form }: DumpColumn): string {
  const column = identifier(name);
  if (form === 'hex') return `HEX(${column})`;
  if (form === 'float') return `${column} + 0e0`;
  return form === 'json' ? `CONVERT(${column} USING utf8mb4)` : column;
}
