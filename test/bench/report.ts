import type { Figure } from './figure.js';

/** A figure as one line of JSON for machines. */
export function printLine(figure: Figure): void {
  process.stdout.write(`${JSON.stringify(figure)}\n`);
}

/** A word on what is going on. */
export function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** All figures as a table for people. */
export function printTable(figures: readonly Figure[]): void {
  const head = ['figure', 'rexflow', 'bare', 'ratio', 'unit', 'min', 'max'];
  const text = (value: number | null): string => (value === null ? '-' : String(value));
  const rows = figures.map(({ figure, rexflow, baseline, ratio, unit, min, max }) => [
    figure,
    text(rexflow),
    text(baseline),
    text(ratio),
    unit,
    text(min),
    text(max),
  ]);
  const widths = head.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]!.length)));
  for (const row of [head, ...rows]) {
    tell(
      row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  '),
    );
  }
}
