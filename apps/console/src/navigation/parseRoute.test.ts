import { expect, test } from 'vitest';
import { linkTo, parseRoute } from './parseRoute.js';

test('an address is read as it was written', () => {
  const link = linkTo('apps', 'a/b c', { q: 'x&y', none: '', not: null });
  expect(parseRoute(link)).toEqual({ page: 'apps', id: 'a/b c', query: { q: 'x&y' } });
});

test('no place is the releases, and what cannot be decoded stays as it is', () => {
  expect(parseRoute('')).toEqual({ page: 'releases', id: null, query: {} });
  expect(parseRoute('#/apps/%zz').id).toBe('%zz');
});

test('an address from before a page was renamed still leads to it', () => {
  expect(parseRoute('#/house').page).toBe('system');
});
