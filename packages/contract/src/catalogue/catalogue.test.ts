import { expect, test } from 'vitest';
import { catalogue, type Code } from './index.js';

const codes = Object.keys(catalogue) as Code[];
const bad = codes.filter((code) => catalogue[code].kind !== 'refused');
/** Every detail any sentence asks for, as long as those of a real house. */
const real = new Proxy({}, { get: () => 'application-server-12.example' });

test.each(bad)('%s has a class, and an advice that fits on a line or two, with details and without', (code) => {
  const { class: of, advice } = catalogue[code];
  expect(of).not.toBe('refused');
  for (const details of [real, {}]) {
    const sentence = advice!(details);
    expect(sentence.length).toBeGreaterThan(20);
    expect(sentence.length).toBeLessThanOrEqual(200);
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(sentence).not.toMatch(/undefined|\[object/);
  }
});

test('what is refused is of that class', () => {
  const refusals = codes.filter((code) => catalogue[code].kind === 'refused');
  expect(refusals.filter((code) => catalogue[code].class !== 'refused')).toEqual([]);
});
