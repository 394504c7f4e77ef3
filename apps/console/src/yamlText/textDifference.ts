/** A line of a difference: it stands in both, or in one of them only. */
export interface DifferenceLine {
  sign: ' ' | '-' | '+';
  text: string;
}

/** So many lines around a change are shown. */
const around = 2;

/** How one text becomes another, line by line, with what stands around each change. Settings are short: every pair is looked at. */
export function textDifference(before: string, after: string): DifferenceLine[] {
  const [old, now] = [before, after].map((text) => (text === '' ? [] : text.split('\n'))) as [string[], string[]];
  // longest[i][j]: lines that old from i on and now from j on have in common.
  const longest = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = now.length - 1; j >= 0; j -= 1)
      longest[i]![j] =
        old[i] === now[j] ? longest[i + 1]![j + 1]! + 1 : Math.max(longest[i + 1]![j]!, longest[i]![j + 1]!);
  const all: DifferenceLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      all.push({ sign: ' ', text: old[i]! });
      i += 1;
      j += 1;
    } else if (j >= now.length || (i < old.length && longest[i + 1]![j]! >= longest[i]![j + 1]!)) {
      all.push({ sign: '-', text: old[i]! });
      i += 1;
    } else {
      all.push({ sign: '+', text: now[j]! });
      j += 1;
    }
  }
  const near = (index: number): boolean =>
    all.slice(Math.max(0, index - around), index + around + 1).some(({ sign }) => sign !== ' ');
  return all.filter((_, index) => near(index));
}
