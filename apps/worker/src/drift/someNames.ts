import { statement, type Detail, type Statement } from '#contract';

const shown = 5;

/** Some names, and how many more there are: "a, b and 3 more"; `total` where not all of them are known. */
export function someNames(names: readonly string[], total = names.length): string {
  const few = names.slice(0, shown);
  const more = total - few.length;
  return `${few.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** The same as a detail of a statement. */
export function fewNames(names: readonly (string | Statement)[], total = names.length): Detail {
  const few = names.slice(0, shown);
  const more = total - few.length;
  return more > 0 ? statement('names.more', { names: few, n: more }) : few;
}
