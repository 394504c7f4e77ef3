import { fill } from '#api/client';
import { expect, test } from 'vitest';
import { en, type MessageKey } from './en.js';
import { zh } from './zh.js';

const sentences = Object.keys(en) as MessageKey[];
const values = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name!))].sort();

test('both languages have every sentence, with the same values in it', () => {
  expect(Object.keys(zh).sort()).toEqual([...sentences].sort());
  for (const sentence of sentences) {
    expect(values(zh[sentence]), sentence).toEqual(values(en[sentence]));
    expect(zh[sentence].trim(), sentence).not.toBe('');
  }
});

test('what is Chinese is Chinese', () => {
  const foreign = sentences.filter((one) => !/[\u4e00-\u9fff]/.test(zh[one].replaceAll(/\{[^}]*\}/g, '')));
  // Words people say in English, or that hold a value only.
  expect(foreign).toEqual(['release.policy', 'lease.holder']);
});

test('a word follows its number', () => {
  expect(fill('{n} {n|host|hosts}', { n: 1 })).toBe('1 host');
  expect(fill('{n} {n|host|hosts}', { n: 0 })).toBe('0 hosts');
  expect(fill('by {name}', {})).toBe('by ');
});

test('Chinese sentences have full-width punctuation, and no space before it', () => {
  const narrow = sentences.filter((one) =>
    /[\u4e00-\u9fff][,:;?!(]|[,:;?!)][\u4e00-\u9fff]|\s[，：；？！（）。]/.test(zh[one]),
  );
  expect(narrow).toEqual([]);
});

test('a space stands between Han characters and Latin letters, digits or a value that may be either', () => {
  const values = /\{(n|of|batches|seconds|minutes|most|id|to|bytes|version)\}/g;
  const tight = sentences.filter((one) =>
    /[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]/.test(zh[one].replaceAll(values, '0')),
  );
  expect(tight).toEqual([]);
});
