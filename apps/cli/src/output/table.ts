import { padEnd, padStart, printable, width } from './width.js';

/** Rows below a head, in columns as wide as they need; a head that begins with ">" stands to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const cells = rows.map((row) => row.map((cell) => printable(cell).replaceAll(/[\n\t]/g, ' ')));
  const names = head.map((name) => name.replace(/^>/, ''));
  const widths = names.map((name, index) => Math.max(width(name), ...cells.map((row) => width(row[index] ?? ''))));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, index) => (head[index]!.startsWith('>') ? padStart : padEnd)(cell, widths[index]!))
      .join('  ')
      .trimEnd();
  return [line(names), ...cells.map(line)];
}
