/** The slope of the line that lies nearest to some points. */
export function slope(points: readonly (readonly [number, number])[]): number {
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const x = mean(points.map(([at]) => at));
  const y = mean(points.map(([, value]) => value));
  const above = points.reduce((sum, [at, value]) => sum + (at - x) * (value - y), 0);
  const below = points.reduce((sum, [at]) => sum + (at - x) ** 2, 0);
  return above / below;
}

/** The power of the size a value grows with: 0 not at all, 1 linear. */
export const exponent = (points: readonly (readonly [number, number])[]): number =>
  slope(points.map(([at, value]) => [Math.log(at), Math.log(value)] as const));
