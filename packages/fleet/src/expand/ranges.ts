import { statement, type Detail } from '#contract';
import { Misfit } from '../model/problem.js';

/** The most names one range makes. */
export const longestRange = 10_000;

const together = ([first, ...others]: readonly Detail[]): Detail =>
  others.length === 0 ? first! : statement('range.and', { one: first!, other: together(others) });

const range = /\[(\d+)\.\.(\d+)\]/g;

/** How many names a text with ranges stands for; 1 without one. Throws Misfit, saying what is wrong with it. */
export function countOf(text: string): number {
  const counts = [...text.matchAll(range)].map(([whole, first, last]) => {
    const count = Number(last) - Number(first) + 1;
    if (count < 1) throw new Misfit(statement('range.backwards', { range: whole }));
    if (count > longestRange)
      throw new Misfit(statement('range.tooLong', { range: whole, n: count, most: longestRange }));
    return count;
  });
  if (new Set(counts).size > 1) throw new Misfit(statement('range.apart', { counts: together([...new Set(counts)]) }));
  return counts[0] ?? 1;
}

/** The text of the `index`th name: `web-[01..03]` at 1 is `web-02`. A leading zero is kept. */
export const nameAt = (text: string, index: number): string =>
  text.replaceAll(range, (_, first: string) => String(Number(first) + index).padStart(first.length, '0'));

/** Commands, bodies and expressions have brackets of their own. */
const asTheyAre = ['hooks', 'commands', 'body', 'expect'];

/** The same value with the ranges of its texts at `index`. Throws Misfit where a text stands for another number of names than `count`. */
export function withoutRange<T>(value: T, index: number, count: number): T {
  if (typeof value === 'string') {
    const own = countOf(value);
    if (own > 1 && own !== count) throw new Misfit(statement('range.other', { text: value, n: own, of: count }));
    return nameAt(value, index) as T;
  }
  if (Array.isArray(value)) return value.map((item: unknown) => withoutRange(item, index, count)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const at = ([key, item]: [string, unknown]): [string, unknown] => [
    key,
    asTheyAre.includes(key) ? item : withoutRange(item, index, count),
  ];
  return Object.fromEntries(Object.entries(value).map(at)) as T;
}
