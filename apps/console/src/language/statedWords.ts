import type { Statement } from '#contract';
import { chineseTexts, loadDescriptions } from './chinese.js';
import type { ErrorWords } from './errorWords.js';
import { language } from './index.js';

/** A text of the gateway, with what it says where the gateway tells that. */
interface Stated {
  message: string;
  advice?: string | null;
  statement?: Statement | undefined;
}

/** The words of a text in the language of the page; those it came with, in English, where this page does not know what it says. */
export function statedWords({ message, advice = null, statement }: Stated): ErrorWords {
  if (language.value === 'en') return { message, advice, lang: undefined };
  const texts = chineseTexts();
  const known = (statement && texts?.statementInChinese(statement)) ?? null;
  // What is not known yet may be what a setting is for.
  if (statement && texts && known === null) loadDescriptions().catch(() => undefined);
  return known ? { ...known, lang: undefined } : { message, advice, lang: 'en' };
}

/** The same of a text that holds the advice, too. */
export function wholeWords(stated: Omit<Stated, 'advice'>): Omit<ErrorWords, 'advice'> {
  const { message, advice, lang } = statedWords(stated);
  return { message: advice === null ? message : `${message}。${advice}`, lang };
}

/** The words of a list, each with what it says at its place in `statements`. */
export const listWords = (
  texts: readonly string[],
  statements?: readonly (Statement | null)[],
): Omit<ErrorWords, 'advice'>[] =>
  texts.map((message, index) => wholeWords({ message, statement: statements?.[index] ?? undefined }));
