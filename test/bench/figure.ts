import { wantedOf } from './wanted.js';

/** One figure of a run: medians of its rounds. */
export interface Figure {
  figure: string;
  rexflow: number;
  /** What it is held against, in the same rounds: bare tools, mostly; null where there is nothing to compare with. */
  baseline: number | null;
  /** rexflow divided by the baseline. */
  ratio: number | null;
  unit: string;
  rounds: number;
  /** Of rexflow's rounds. */
  min: number;
  max: number;
  /** What is to be reached, in words; null when the figure is only told. */
  wanted: string | null;
  reached: boolean | null;
  /** What a fit rests on. */
  points?: Point[];
}

/** The medians at one size. */
export interface Point {
  at: number;
  rexflow: number;
  baseline: number;
}

/** What both sides took, round by round. */
export interface Rounds {
  rexflow: number[];
  baseline: number[];
}

const rounded = (value: number): number => Number(value.toFixed(Math.abs(value) < 10 ? 3 : 1));

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which `share` (0 to 1) of the values lie; between two of them what lies between. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)] ?? 0;
  const high = sorted[Math.ceil(place)] ?? 0;
  return low + (high - low) * (place - Math.floor(place));
}

function judged(
  figure: string,
  unit: string,
  rexflow: number,
  ratio: number | null,
): Pick<Figure, 'wanted' | 'reached'> {
  const found = wantedOf(figure);
  if (!found) return { wanted: null, reached: null };
  const limit = found.atMost ?? found.atLeast!;
  const wanted = `${found.atMost === undefined ? '>=' : '<='} ${limit} ${found.of === 'ratio' ? 'x' : unit}`;
  const value = found.of === 'ratio' ? ratio : rexflow;
  if (value === null) return { wanted, reached: null };
  return { wanted, reached: found.atMost === undefined ? value >= limit : value <= limit };
}

/** The figure of some rounds; without a baseline, or with one of nothing, there is no ratio. */
export function figureOf(
  name: string,
  unit: string,
  rexflow: readonly number[],
  baseline: readonly number[] | null = null,
): Figure {
  const ours = median(rexflow);
  const theirs = baseline === null ? null : median(baseline);
  const ratio = theirs === null || theirs <= 0 ? null : rounded(ours / theirs);
  return {
    figure: name,
    rexflow: rounded(ours),
    baseline: theirs === null ? null : rounded(theirs),
    ratio,
    unit,
    rounds: rexflow.length,
    min: rounded(Math.min(...rexflow)),
    max: rounded(Math.max(...rexflow)),
    ...judged(name, unit, rounded(ours), ratio),
  };
}
