import type { Statement } from '#contract';

/** `mend`: rexflow cannot release before; `better`: it can, and something else suffers; `know`: nothing has to be done. */
export const grades = ['mend', 'better', 'know'] as const;

/** One thing of the list: what it is, of which rows, and the SQL or the commands that mend it. */
export interface Mend {
  grade: (typeof grades)[number];
  what: Statement;
  /** Of rows of the catalogue. */
  ids: readonly number[];
  cure: readonly string[];
}

/** A value as SQL has it. */
export const sqlText = (value: string): string => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
