import type { ProblemView } from '#api';
import { errorInChinese } from '#contract/chinese';
import { terminalLanguage } from './terminalLanguage.js';

/** An error as the gateway gives it: whole, or its code and message alone. */
interface Answered {
  code: string;
  message: string;
  advice?: string | null;
  details?: Readonly<Record<string, unknown>>;
}

/** What it says, and what to do about it. */
interface ErrorText {
  message: string;
  advice: string | null;
}

/** What an error says and what to do about it, in the language of the process; as it came where its code or details are not known here. */
export function errorAtTerminal({ code, message, advice, details }: Answered): ErrorText {
  const chinese = terminalLanguage() === 'zh' && details ? errorInChinese(code, details) : null;
  return chinese ?? { message, advice: advice ?? null };
}

/** The same for a call that was refused. */
export const problemAtTerminal = (problem: ProblemView): ErrorText =>
  errorAtTerminal({ ...problem, message: problem.detail, details: problem });
