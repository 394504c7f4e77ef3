import { fill, type Values, type ValuesOf } from './fill.js';

/** Between Chinese characters stands no blank, wherever the second comes from; between them and Latin ones stands one. */
const withoutGaps = (text: string, values: Values): string =>
  text
    .replace(/(?<=\p{sc=Han}) (?=\{(\w+)\})/gu, (gap, name: string) =>
      /^\p{sc=Han}/u.test(String(values[name])) ? '' : gap,
    )
    .replace(/(?<=\{(\w+)\}) (?=\p{sc=Han})/gu, (gap, name: string) =>
      /\p{sc=Han}$/u.test(String(values[name])) ? '' : gap,
    );

/** Says a message in the language of the terminal, with the values that its sentence names. */
export type Sentences<English extends Readonly<Record<string, string>>> = <Id extends keyof English>(
  id: Id,
  ...given: ValuesOf<English[Id]>
) => string;

/** The messages of a program at a terminal, in both languages; `language` is asked at each message. */
export const createSentences =
  <English extends Readonly<Record<string, string>>>(
    english: English,
    chinese: Readonly<Record<keyof English, string>>,
    language: () => 'en' | 'zh',
  ): Sentences<English> =>
  (id, ...[given]) => {
    const values = (given ?? {}) as Values;
    return language() === 'zh' ? fill(withoutGaps(chinese[id], values), values) : fill(english[id] as string, values);
  };
