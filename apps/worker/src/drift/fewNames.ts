import { statement, type Detail, type Statement } from '#contract';

const shown = 5;

/** Some names as a detail of a statement, and how many more there are: "a, b and 3 more"; `total` where not all of them are known. */
export function fewNames(names: readonly (string | Statement)[], total = names.length): Detail {
  const few = names.slice(0, shown);
  const more = total - few.length;
  return more > 0 ? statement('names.more', { names: few, n: more }) : few;
}
