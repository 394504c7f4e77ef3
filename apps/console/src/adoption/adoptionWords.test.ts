import { expect, test } from 'vitest';
import { adoptionWords } from './adoptionWords.js';

const keys = Object.keys(adoptionWords.en) as (keyof (typeof adoptionWords)['en'])[];
const values = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name!))].sort();

test('the dialog says all of it in both languages, with the same values, and Chinese as it is set', () => {
  expect(Object.keys(adoptionWords.zh).sort()).toEqual([...keys].sort());
  for (const key of keys) {
    const zh = adoptionWords.zh[key];
    expect(values(zh), key).toEqual(values(adoptionWords.en[key]));
    expect(zh, key).toMatch(/\p{sc=Han}/u);
    expect(zh, key).not.toMatch(/\p{sc=Han}[,:;?!(]|[,:;?!)]\p{sc=Han}|\s[，：；？！（）。]/u);
    expect(zh.replaceAll(/\{n\}/g, '0'), key).not.toMatch(/\p{sc=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{sc=Han}/u);
  }
});
