/** What errors and statements say in Chinese, but for what stands in descriptions.ts, which a browser loads where it is asked for some of it. */
import { errorInChinese } from './errors/zh/index.js';
import { chineseOf } from './statements/zh/index.js';
import type { Statement } from './words/statement.js';

export { errorInChinese, type ChineseError } from './errors/zh/index.js';

/** What a statement says in Chinese, and what to do about it; null for one that this program does not know. */
export function statementInChinese(statement: Statement): { message: string; advice: string | null } | null {
  const found = chineseOf(statement, errorInChinese);
  return found && { message: found.message, advice: found.advice ?? null };
}
