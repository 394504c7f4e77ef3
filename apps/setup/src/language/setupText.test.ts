import { expect, test } from 'vitest';
import { setupChinese } from './chinese.js';
import { setupEnglish } from './english.js';

const ids = Object.keys(setupEnglish) as (keyof typeof setupEnglish)[];
const values = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name!))].sort();

test('both languages have every message, with the same values in it', () => {
  expect(Object.keys(setupChinese).sort()).toEqual([...ids].sort());
  for (const id of ids) {
    expect(values(setupChinese[id]), id).toEqual(values(setupEnglish[id]));
    expect(setupChinese[id], id).toMatch(/[\p{sc=Han}，：（]/u);
  }
});
