import type { Statement } from '#contract';
import { statementInChinese } from '#contract/chinese';
import { terminalLanguage } from './terminalLanguage.js';

/** A text as the gateway gives it, and what it says where the gateway tells that. */
interface Stated {
  message: string;
  advice?: string | null;
  statement?: Statement | undefined;
}

/** What a text says and what to do about it, in the language of the process; as it came where that is not known here. */
export function statedAtTerminal({ message, advice, statement }: Stated): { message: string; advice: string | null } {
  const chinese = terminalLanguage() === 'zh' && statement ? statementInChinese(statement) : null;
  return chinese ?? { message, advice: advice ?? null };
}

/** The same of a text that holds the advice, too. */
export function wholeAtTerminal(stated: Omit<Stated, 'advice'>): string {
  const { message, advice } = statedAtTerminal(stated);
  return advice === null ? message : `${message}。${advice}`;
}

/** Texts of a list, each with what it says at its place in `statements`. */
export const listAtTerminal = (texts: readonly string[], statements?: readonly (Statement | null)[]): string[] =>
  texts.map((message, index) => wholeAtTerminal({ message, statement: statements?.[index] ?? undefined }));
