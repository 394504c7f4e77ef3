import type { ReleaseHead } from '#api';

export interface Size {
  width: number;
  height: number;
}

/** A release as a point: when it began, how long it took. */
export interface Dot {
  head: ReleaseHead;
  x: number;
  y: number;
}

/** Releases of one interval of the time shown, by outcome. */
export interface Bar {
  x: number;
  width: number;
  good: number;
  bad: number;
  other: number;
}

export interface Tick {
  at: number;
  value: number;
}

/** Durations are told apart by their size, so each mark is several times the one before. */
const durationTicks = [100, 1000, 10_000, 60_000, 600_000, 3_600_000, 36_000_000];

/** Dots over time on a scale of durations by their order of magnitude. Releases that are not settled have none yet. */
export function dots(
  heads: readonly ReleaseHead[],
  from: number,
  to: number,
  size: Size,
): { dots: Dot[]; ticks: Tick[] } {
  const ended = heads.filter(({ settledAt, acceptedAt }) => settledAt !== null && Date.parse(acceptedAt) >= from);
  const took = ended.map(tookOf);
  const lowest = Math.min(100, ...took);
  const highest = Math.max(10_000, ...took);
  const floor = Math.log10(Math.max(10, lowest));
  const scale = size.height / (Math.log10(highest * 1.5) - floor);
  const y = (ms: number): number => size.height - (Math.log10(Math.max(10, ms)) - floor) * scale;
  return {
    dots: ended.map((head, index) => ({
      head,
      x: ((Date.parse(head.acceptedAt) - from) / (to - from)) * size.width,
      y: y(took[index]!),
    })),
    ticks: durationTicks
      .filter((mark) => mark >= lowest && mark <= highest * 1.5)
      .map((mark) => ({ at: y(mark), value: mark })),
  };
}

export const tookOf = ({ acceptedAt, settledAt }: ReleaseHead): number =>
  Math.max(1, Date.parse(settledAt ?? acceptedAt) - Date.parse(acceptedAt));

/** The start of the time axis: the releases fill the width, however long there was none before. */
export function beginning(heads: readonly ReleaseHead[], from: number, to: number): number {
  const first = Math.min(to, ...heads.map(({ acceptedAt }) => Date.parse(acceptedAt)));
  return Math.max(from, first - Math.max(60_000, (to - first) * 0.04));
}

/** The releases of each interval of the time shown, by outcome. */
export function bars(heads: readonly ReleaseHead[], from: number, to: number, count: number, width: number): Bar[] {
  const step = width / count;
  const found = Array.from({ length: count }, (_, index): Bar => ({
    x: index * step,
    width: step,
    good: 0,
    bad: 0,
    other: 0,
  }));
  for (const head of heads) {
    const at = Math.floor(((Date.parse(head.acceptedAt) - from) / (to - from)) * count);
    const bar = found[Math.min(count - 1, at)];
    if (!bar || at < 0) continue;
    if (head.outcome === 'done') bar.good += 1;
    else if (head.outcome === 'failed' || head.outcome === 'partial') bar.bad += 1;
    else bar.other += 1;
  }
  return found;
}

/** Figures of a set of releases; the durations are those of what was done. */
export function figures(heads: readonly ReleaseHead[]): {
  count: number;
  failed: number;
  median: number | null;
  longest: number | null;
} {
  const settled = heads.filter(({ state }) => state === 'settled');
  const took = settled
    .filter(({ outcome }) => outcome === 'done')
    .map(tookOf)
    .sort((a, b) => a - b);
  return {
    count: settled.length,
    failed: settled.filter(({ outcome }) => outcome === 'failed' || outcome === 'partial').length,
    median: took[Math.floor((took.length - 1) / 2)] ?? null,
    longest: took.at(-1) ?? null,
  };
}
