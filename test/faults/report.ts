import { quantile } from '../bench/figure.js';
import type { Played } from './play.js';

export const tell = (text: string): void => void process.stderr.write(`${text}\n`);

/** What all rounds of one kind, or of one fixture, came to. */
export interface Line {
  kind: string;
  rounds: number;
  /** Rounds in which the fault came too late to meet anything. */
  missed: number;
  violations: number;
  recoveryP50: number | null;
  recoveryP95: number | null;
  skewP50: number | null;
  skipped: string | null;
}

const rounded = (values: readonly number[], share: number): number | null =>
  values.length === 0
    ? null
    : Number(
        quantile(
          values.toSorted((a, b) => a - b),
          share,
        ).toFixed(2),
      );

export function lineOf(kind: string, all: readonly Played[]): Line {
  const own = all.filter((played) => [played.kind, played.fixture, 'all'].includes(kind));
  const played = own.filter(({ skipped }) => skipped === null);
  const recoveries = played.flatMap(({ recovery }) => recovery ?? []);
  return {
    kind,
    rounds: played.length,
    missed: played.filter(({ struck }) => !struck).length,
    violations: played.filter(({ violations }) => violations.length > 0).length,
    recoveryP50: rounded(recoveries, 0.5),
    recoveryP95: rounded(recoveries, 0.95),
    skewP50: rounded(
      played.flatMap(({ skew }) => skew ?? []),
      0.5,
    ),
    skipped: own.find(({ skipped }) => skipped !== null)?.skipped ?? null,
  };
}

const head = ['kind', 'rounds', 'missed', 'violations', 'recovery p50', 'p95', 'skew p50'];

/** One line for each kind and one for all of them, in columns. */
export function table(lines: readonly Line[]): string {
  const unit = (value: number | null, name: string): string => (value === null ? '-' : `${value} ${name}`);
  const rows = lines.map((line) => [
    line.kind,
    line.rounds,
    line.missed,
    line.violations,
    unit(line.recoveryP50, 's'),
    unit(line.recoveryP95, 's'),
    unit(line.skewP50, 'ms'),
    ...(line.skipped === null ? [] : [`skipped: ${line.skipped}`]),
  ]);
  const cells = [head, ...rows].map((row) => row.map(String));
  const width = (column: number): number => Math.max(...cells.map((row) => (column < 7 ? row[column]!.length : 0)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(width(column)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
