import { inEnglish } from '../statements/index.js';
import type { Statement } from '../words/statement.js';
import type { Finding } from './findings.js';
import type { FindingState } from './lists.js';

/** What was found by looking at something. */
export const finding = (name: string, state: FindingState, statement: Statement): Finding => ({
  ...{ name, state },
  ...inEnglish(statement),
  statement,
});
