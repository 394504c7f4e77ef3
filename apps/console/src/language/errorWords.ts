import type { TroubleView } from '#api';
import type { Refused } from '../api/refused.js';
import { chineseTexts, loadDescriptions } from './chinese.js';
import { language, t } from './index.js';

/** What an error says, and what to do about it; `lang` names the language where it is not the page's. */
export interface ErrorWords {
  message: string;
  advice: string | null;
  lang: 'en' | undefined;
}

interface Coded {
  code: string | null;
  message: string;
  advice: string | null;
  details: Readonly<Record<string, unknown>>;
}

/** The words of an error by its code; those it came with, in English, where this page does not know the code. */
export function errorWords({ code, message, advice, details }: Coded | TroubleView): ErrorWords {
  if (language.value === 'en') return { message, advice, lang: undefined };
  const texts = chineseTexts();
  const known = (code !== null && texts?.errorInChinese(code, details)) || null;
  // What is not known yet may be what few pages show.
  if (code !== null && texts && known === null) loadDescriptions().catch(() => undefined);
  return known ? { ...known, lang: undefined } : { message, advice, lang: 'en' };
}

/** The words of a call that was refused, or that nobody answered. */
export function refusalWords(refused: Refused): ErrorWords {
  const ours = (message: string, advice: string): ErrorWords => ({ message, advice, lang: undefined });
  if (refused.away) return ours(t('trouble.away'), t('trouble.awayAdvice'));
  if (refused.unknown) return ours(t('trouble.unknown'), t('trouble.unknownAdvice'));
  return errorWords(refused);
}
