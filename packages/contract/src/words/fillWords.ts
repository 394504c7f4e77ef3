import type { Detail, Spelling, Statement } from './statement.js';

const place = /\{(\w+)(;)?(?:\|([^|{}]*)\|([^|{}]*))?\}/g;

/** What stands in a place; null where it holds something that nobody here can say. */
function spell(value: Detail | undefined, between: string, spelling: Spelling): string | null {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) {
    const parts = (value as readonly Detail[]).map((one) => spell(one, between, spelling));
    return parts.includes(null) ? null : parts.join(between);
  }
  return typeof value === 'object' ? spelling.inside(value as Statement) : String(value);
}

/**
 * Words with their details: `{n}` is one, `{names}` several with commas between them, `{causes;}` with semicolons, `{n|host|hosts}` a word
 * that depends on whether n is 1. Null where a detail is something that nobody here can say.
 */
export function fillWords(words: string, details: Statement['details'], spelling: Spelling): string | null {
  let text = '';
  let end = 0;
  for (const { 0: found, 1: name, 2: semicolon, 3: one, 4: many, index } of words.matchAll(place)) {
    const value = details[name!];
    const spelled =
      one === undefined
        ? spell(value, semicolon === undefined ? spelling.comma : spelling.semicolon, spelling)
        : Number(value) === 1
          ? one
          : many!;
    if (spelled === null) return null;
    text = spelling.join(spelling.join(text, words.slice(end, index)), spelled);
    end = index + found.length;
  }
  return spelling.join(text, words.slice(end));
}

/** The names of the details that words have places for. */
export const placesIn = (words: string): string[] => [...new Set([...words.matchAll(place)].map(([, name]) => name!))];
