import { statement, type Detail } from '#contract';
const shown = 5;

/** Some names, and how many more there are: "a, b and 3 more"; `total` where not all of them are known. */
export function someNames(names: readonly string[], total = names.length): string {
  const few = names.slice(0, shown);
  const more = total - few.length;
  return `${few.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** The same as a detail of a statement. */
export const fewNames = (names: readonly string[]): Detail =>
  names.length > shown
    ? statement('names.more', { names: names.slice(0, shown), n: names.length - shown })
    : [...names];
