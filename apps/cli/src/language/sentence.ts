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
