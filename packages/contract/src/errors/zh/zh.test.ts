import '../../chinese.js';
import { expect, test } from 'vitest';
import { errorCodes, type Code, type Details } from '../codes.js';
import { errorInChinese } from './index.js';

const codes = Object.keys(errorCodes) as Code[];

/** Details that note which of them are asked for: all there, or none. */
function noting(present: boolean): { details: Details; asked: () => string[] } {
  const seen = new Set<string>();
  const details = new Proxy({} as Record<string, string>, {
    get: (_, name) => {
      seen.add(String(name));
      return present && name !== 'statements' ? 'web-12' : undefined;
    },
  });
  // The statements beside a detail are for Chinese alone.
  return { details, asked: () => [...seen].filter((name) => name !== 'statements').sort() };
}

test.each(codes)(
  '%s says in Chinese what it says in English, with the same details and advice where there is some',
  (code) => {
    for (const present of [true, false]) {
      const [english, chinese] = [noting(present), noting(present)];
      const { en, advice } = errorCodes[code];
      const said = errorInChinese(code, chinese.details)!;
      en(english.details);
      advice?.(english.details);
      expect(chinese.asked()).toEqual(english.asked());
      expect(said.advice === null).toBe(advice === undefined);
      expect(said.message).not.toMatch(/undefined|\[object/);
      if (said.advice !== null) expect(said.advice).toMatch(/。$/);
    }
  },
);

test('sentences have full-width punctuation between Han characters, and a space before Latin ones', () => {
  const wrong = codes.flatMap((code) => {
    const { message, advice } = errorInChinese(code, noting(true).details)!;
    return [message, advice ?? ''].filter((text) =>
      /\p{sc=Han}[,:;?!(]|[,:;?!)]\p{sc=Han}|\p{sc=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{sc=Han}|\s[，：；？！（）。]/u.test(
        text,
      ),
    );
  });
  expect(wrong).toEqual([]);
});

test('a code of a newer gateway has no Chinese here', () => {
  expect(errorInChinese('FROM_TOMORROW', {})).toBeNull();
  expect(errorInChinese('toString', {})).toBeNull();
});
