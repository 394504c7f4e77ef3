import { expect, test } from 'vitest';
import { asBase } from './address.js';

test.each([
  ['10.0.0.1:3000', 'http://10.0.0.1:3000'],
  ['https://x.example/rexflow/', 'https://x.example/rexflow'],
  ['http://', null],
  ['http://user:secret@x', null],
])('the address %s', (text, base) => {
  expect(asBase(text)).toBe(base);
});
