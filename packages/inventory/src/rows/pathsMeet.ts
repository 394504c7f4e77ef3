import { CodedError, inEnglish, type Statement } from '#contract';

/** The error of apps that would be released over each other, in pairs. */
export const pathsMeet = (pairs: readonly Statement[], table: string): CodedError =>
  new CodedError('PATHS_MEET', { apps: pairs.map((pair) => inEnglish(pair).message), table, statements: pairs });
