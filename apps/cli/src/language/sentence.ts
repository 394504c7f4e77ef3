import { fill, type Values, type ValuesOf } from '#api/client';
import { english } from './en/index.js';
import { terminalLanguage } from './terminalLanguage.js';
import { chinese } from './zh/index.js';

export type MessageId = keyof typeof english;

/** Between Chinese characters stands no blank, wherever the second comes from; between them and Latin ones stands one. */
const withoutGaps = (text: string, values: Values): string =>
  text
    .replace(/(?<=\p{sc=Han}) (?=\{(\w+)\})/gu, (gap, name: string) =>
      /^\p{sc=Han}/u.test(String(values[name])) ? '' : gap,
    )
    .replace(/(?<=\{(\w+)\}) (?=\p{sc=Han})/gu, (gap, name: string) =>
      /\p{sc=Han}$/u.test(String(values[name])) ? '' : gap,
    );

/** A message in the language of the terminal, with the values that its sentence names. */
export function sentence<Id extends MessageId>(id: Id, ...[given]: ValuesOf<(typeof english)[Id]>): string {
  const values = (given ?? {}) as Values;
  return terminalLanguage() === 'zh' ? fill(withoutGaps(chinese[id], values), values) : fill(english[id], values);
}

type HeadId = MessageId extends infer Id ? (Id extends `head.${infer Name}` ? Name : never) : never;

/** Heads of the columns of a table, empty ones too; `>` before a name sets its column to the right, as `table` takes it. */
export const columnHeads = (...names: (HeadId | `>${HeadId}` | '')[]): string[] =>
  names.map((name) => {
    if (name === '') return '';
    const right = name.startsWith('>');
    const head = sentence(`head.${(right ? name.slice(1) : name) as HeadId}`);
    return right ? `>${head}` : head;
  });

/** Names one after another: "web1, web2". */
export const enumerated = (names: readonly string[]): string => names.join(terminalLanguage() === 'zh' ? '、' : ', ');
