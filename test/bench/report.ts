import type { Figure } from './figure.js';

/** Something found, as one line of JSON for machines. */
export function printLine(found: object): void {
  process.stdout.write(`${JSON.stringify(found)}\n`);
}

/** A word on what is going on. */
export function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}

const text = (value: number | string | null): string => (value === null ? '-' : String(value));
const verdict = (reached: boolean | null): string => (reached === null ? '-' : reached ? 'yes' : 'NO');

/** Rows in columns, the first one to the left, the others to the right. */
export function printRows(rows: readonly (readonly string[])[]): void {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]!.length))) ?? [];
  for (const row of rows) {
    const cells = row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)));
    tell(cells.join('  '));
  }
}

/** All figures as a table for people. */
export function printTable(figures: readonly Figure[]): void {
  const head = ['figure', 'rexflow', 'baseline', 'ratio', 'unit', 'min', 'max', 'wanted', 'reached'];
  const rows = figures.map(({ figure, rexflow, baseline, ratio, unit, min, max, wanted, reached }) => [
    ...[figure, rexflow, baseline, ratio, unit, min, max, wanted].map(text),
    verdict(reached),
  ]);
  printRows([head, ...rows]);
}
