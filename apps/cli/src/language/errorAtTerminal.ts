import { errorInChinese } from '#contract/chinese';
import { terminalLanguage } from './terminalLanguage.js';

/** An error as the gateway gives it. */
interface Answered {
  code: string;
  message: string;
  advice: string | null;
  details: Readonly<Record<string, unknown>>;
}

/** What an error says and what to do about it, in the language of the process; as it came where its code is not known here. */
export function errorAtTerminal({ code, message, advice, details }: Answered): Pick<Answered, 'message' | 'advice'> {
  const chinese = terminalLanguage() === 'zh' ? errorInChinese(code, details) : null;
  return chinese ?? { message, advice };
}
