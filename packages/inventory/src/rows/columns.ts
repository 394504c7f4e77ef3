import type { Row } from '#mysql';

/** A column as text without blanks around it; empty when it is NULL or missing. */
export function textColumn(row: Row, column: string): string {
  const value = row[column];
  return value === null || value === undefined ? '' : String(value).trim();
}

/** A directory without the slashes at its end; `/` itself is empty. */
export function directory(row: Row, column: string): string {
  return textColumn(row, column).replace(/\/+$/, '');
}

/** A list between commas, without empty entries. */
export function listColumn(row: Row, column: string): string[] {
  return textColumn(row, column)
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/** A path that is meant below a directory, without what leads nowhere: `./a/` and `/a` are `a`. */
export function below(path: string): string {
  return path
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.')
    .join('/');
}
