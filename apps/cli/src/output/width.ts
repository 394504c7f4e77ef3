import { createRequire } from 'node:module';
import type stringWidth from 'string-width';

/**
 * The library is loaded by the first text that is not plain: with the tables of Unicode behind it, it takes a fifth of
 * the time of a whole `rexflow --version`, and width is asked for where nothing can be awaited.
 */
const require = createRequire(import.meta.url);
let library: { default: typeof stringWidth } | undefined;
const plain = /^[ -~]*$/;

/** Columns a text takes on a terminal; colours take none. */
export function width(text: string): number {
  if (plain.test(text)) return text.length;
  library ??= require('string-width') as { default: typeof stringWidth };
  return library.default(text);
}

let characters: Intl.Segmenter | undefined;

/** What a reader sees as one character, such as a letter with its accent or a family of emoji, is kept or dropped as a whole. */
function charactersOf(text: string): string[] {
  characters ??= new Intl.Segmenter();
  return [...characters.segment(text)].map(({ segment }) => segment);
}

/** A text without colours cut to so many columns; what is cut ends in "…". */
export function cut(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  if (columns <= 0) return '';
  return `${clip(text, columns - 1)}…`;
}

export const padEnd = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - width(text)));
export const padStart = (text: string, columns: number): string =>
  ' '.repeat(Math.max(0, columns - width(text))) + text;

const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** Text of a host or a caller without what would steer the terminal; lines and tabs stay. */
export const printable = (text: string): string => text.replaceAll('\r\n', '\n').replaceAll(controls, '?');

const colour = /(\u001b\[[0-9;]*m)/;

/** A text with colours without what is beyond so many columns; colours are still ended. */
export function clip(text: string, columns: number): string {
  let left = columns;
  const fits = (character: string): boolean => {
    left -= width(character);
    return left >= 0;
  };
  return text
    .split(colour)
    .map((part, index) => (index % 2 === 1 ? part : charactersOf(part).filter(fits).join('')))
    .join('');
}
