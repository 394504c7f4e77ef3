import { endpoints } from '#contract';
import { expect, test } from 'vitest';
import { address, asBase } from './address.js';
import { calls, streams } from './calls.js';

test('every call is an endpoint of the contract', () => {
  const known = new Map(endpoints.map(({ id, method, path }) => [id, [method.toUpperCase(), path]]));
  for (const [id, call] of Object.entries(calls)) expect(known.get(id), id).toEqual(call);
  for (const [id, path] of Object.entries(streams)) expect(known.get(id), id).toEqual(['GET', path]);
});

test('an address has its parts and its query quoted', () => {
  expect(
    address('http://x', '/v1/releases/:id/apps/:key', { id: 'a', key: 'b/c d' }, { q: 'x&y', no: undefined }),
  ).toBe('http://x/v1/releases/a/apps/b%2Fc%20d?q=x%26y');
});

test.each([
  ['10.0.0.1:3000', 'http://10.0.0.1:3000'],
  ['https://x.example/rexflow/', 'https://x.example/rexflow'],
  ['http://', null],
  ['http://user:secret@x', null],
])('the address %s', (text, base) => {
  expect(asBase(text)).toBe(base);
});
