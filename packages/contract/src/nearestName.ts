/** How many letters are to be added, taken away, changed or swapped with their neighbour to make one word of the other. */
function distance(one: string, other: string): number {
  let [before, last] = [[] as number[], Array.from({ length: other.length + 1 }, (_, index) => index)];
  for (let row = 1; row <= one.length; row += 1) {
    const now = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const [a, b] = [one[row - 1], other[column - 1]];
      const least = Math.min(last[column]! + 1, now[column - 1]! + 1, last[column - 1]! + (a === b ? 0 : 1));
      const swapped = row > 1 && column > 1 && a === other[column - 2] && b === one[row - 2];
      now.push(swapped ? Math.min(least, before[column - 2]! + 1) : least);
    }
    [before, last] = [last, now];
  }
  return last[other.length]!;
}

/** The name that was likely meant: the nearest, if no more than a third of its letters differ; without regard to case. */
export function nearestName(given: string, names: readonly string[]): string | null {
  const [found] = names
    .map((name) => ({ name, far: distance(given.toLowerCase().slice(0, 64), name.toLowerCase()) }))
    .filter(({ name, far }) => far <= Math.max(1, Math.floor(name.length / 3)))
    .sort((a, b) => a.far - b.far);
  return found?.name ?? null;
}
