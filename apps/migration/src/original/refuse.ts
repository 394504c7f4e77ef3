import { CodedError, inEnglish, type Statement } from '#contract';

/** The error IMPORT_REFUSED, in both languages. */
export const refusedImport = (why: Statement, cause?: unknown): CodedError =>
  new CodedError('IMPORT_REFUSED', { reason: inEnglish(why).message, statements: [why] }, { cause });
