import { statement } from './statements/index.js';
import type { Statement } from './words/statement.js';

/** The first of many texts, and how many more there are: answers do not grow with a fleet. */
export const someOf = (texts: readonly string[], most = 5): string[] =>
  texts.length > most ? [...texts.slice(0, most), `${texts.length - most} more`] : [...texts];

/** The same as details of a statement. */
export const someStated = <One extends string | Statement>(all: readonly One[], most = 5): (One | Statement)[] =>
  all.length > most ? [...all.slice(0, most), statement('names.count', { n: all.length - most })] : [...all];
