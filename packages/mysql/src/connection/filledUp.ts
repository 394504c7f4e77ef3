/**
 * Values with the first one repeated until there are 16, 32, 64 and so on: each number of marks is a statement of its own, and a
 * server keeps only so many prepared. For lists that mean the same whatever stands in them twice, as that of IN does.
 */
export function filledUp<T>(values: readonly T[]): T[] {
  const room = Math.max(16, 2 ** Math.ceil(Math.log2(values.length)));
  return [...values, ...Array.from({ length: room - values.length }, () => values[0]!)];
}
