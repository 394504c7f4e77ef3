/** One figure of a run: medians of its rounds. */
export interface Figure {
  figure: string;
  rexflow: number;
  /** The same by bare tools, in the same rounds; null where there is nothing to compare with. */
  baseline: number | null;
  /** rexflow divided by the baseline. */
  ratio: number | null;
  unit: string;
  rounds: number;
  /** Of rexflow's rounds. */
  min: number;
  max: number;
}

const rounded = (value: number): number => Number(value.toFixed(value < 10 ? 3 : 1));

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The value below which `share` (0 to 1) of the values lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** The figure of some rounds; without a baseline, or with one of nothing, there is no ratio. */
export function figureOf(
  name: string,
  unit: string,
  rexflow: readonly number[],
  baseline: readonly number[] | null,
): Figure {
  const ours = median(rexflow);
  const theirs = baseline === null ? null : median(baseline);
  return {
    figure: name,
    rexflow: rounded(ours),
    baseline: theirs === null ? null : rounded(theirs),
    ratio: theirs === null || theirs <= 0 ? null : rounded(ours / theirs),
    unit,
    rounds: rexflow.length,
    min: rounded(Math.min(...rexflow)),
    max: rounded(Math.max(...rexflow)),
  };
}
