import { isTree, type Tree } from '../yamlText/tree.js';

/** A variable as its row has it; `text` is the name of a secret where it is one. */
export interface VariableRow {
  name: string;
  isSecret: boolean;
  text: string;
}

/** The rows of variables as settings have them. One that is taken away has no text. */
export const rowsOf = (value: unknown): VariableRow[] =>
  isTree(value)
    ? Object.entries(value).map(([name, one]) =>
        isTree(one)
          ? { name, isSecret: true, text: typeof one.secret === 'string' ? one.secret : '' }
          : { name, isSecret: false, text: one === null ? '' : String(one as string | number | boolean) },
      )
    : [];

/** What rows say: a row without a name says nothing, one without a text takes a variable of above away; undefined where none says anything. */
export function variablesIn(rows: readonly VariableRow[]): Tree | undefined {
  const named = rows.filter(({ name }) => name.trim() !== '');
  if (named.length === 0) return undefined;
  return Object.fromEntries(
    named.map(({ name, isSecret, text }) => [
      name.trim(),
      isSecret ? { secret: text.trim() } : text === '' ? null : text,
    ]),
  );
}
