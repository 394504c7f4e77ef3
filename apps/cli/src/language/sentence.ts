import { createSentences } from '#api/client';
import { english } from './en/index.js';
import { terminalLanguage } from './terminalLanguage.js';
import { chinese } from './zh/index.js';

export type MessageId = keyof typeof english;

/** A message in the language of the terminal, with the values that its sentence names. */
export const sentence = createSentences(english, chinese, terminalLanguage);

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
