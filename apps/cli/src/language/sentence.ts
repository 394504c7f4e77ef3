import { fill, type Values, type ValuesOf } from '#api/client';
import { english } from './en/index.js';
import { terminalLanguage } from './terminalLanguage.js';
import { chinese } from './zh/index.js';

export type MessageId = keyof typeof english;

/** A message in the language of the terminal, with the values that its sentence names. */
export function sentence<Id extends MessageId>(id: Id, ...[values]: ValuesOf<(typeof english)[Id]>): string {
  const text: string = (terminalLanguage() === 'zh' ? chinese : english)[id];
  return fill(text, values as Values | undefined);
}

type HeadId = MessageId extends infer Id ? (Id extends `head.${infer Name}` ? Name : never) : never;

/** Heads of the columns of a table; `>` before a name sets its column to the right, as `table` takes it. */
export const columnHeads = (...names: (HeadId | `>${HeadId}`)[]): string[] =>
  names.map((name) => {
    const right = name.startsWith('>');
    const head = sentence(`head.${(right ? name.slice(1) : name) as HeadId}`);
    return right ? `>${head}` : head;
  });
