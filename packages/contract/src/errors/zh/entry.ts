import { type Details, type ErrorText } from '../entry.js';

/** An error in Chinese; `advice` where the English one has some. */
export interface ChineseEntry {
  text: ErrorText;
  advice?: ErrorText;
}

/** What a detail says, several one after the other; what is missing is nothing. */
export const zhText = (value: Details[string]): string =>
  Array.isArray(value) ? value.join('、') : String(value ?? '');

/** Several sentences in one. */
export const zhSentences = (value: Details[string]): string =>
  Array.isArray(value) ? value.join('；') : zhText(value);

/** A detail as the statements beside it say it, where they are there. */
export function zhStated(details: Details, name: string): Details[string] {
  const { [name]: own, statements = own } = details;
  return statements;
}

/** Several lines, one below the other. */
export const zhLines = (value: Details[string]): string =>
  Array.isArray(value) ? value.map((line) => `\n  ${line}`).join('') : ` ${zhText(value)}`;

/** A refusal says what is wrong with what was asked, and needs no advice. */
export const zhRefused = (text: ErrorText): ChineseEntry => ({ text });

/** What went wrong, and what to do about it. */
export const zhFailed = (text: ErrorText, advice: ErrorText): ChineseEntry => ({ text, advice });
