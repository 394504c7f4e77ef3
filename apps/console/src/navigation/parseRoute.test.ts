import { expect, test } from 'vitest';
import { linkTo, parseRoute } from './parseRoute.js';

test('an address is read as it was written', () => {
  const link = linkTo('groups', ['a/b c', 'releases'], { q: 'x&y', none: '', not: null });
  expect(parseRoute(link)).toEqual({ page: 'groups', id: 'a/b c', tab: 'releases', query: { q: 'x&y' } });
  expect(parseRoute(linkTo('targets', 'web1'))).toMatchObject({ page: 'targets', id: 'web1', tab: null });
});

test('no place is home, and what cannot be decoded stays as it is', () => {
  expect(parseRoute('')).toEqual({ page: 'home', id: null, tab: null, query: {} });
  expect(linkTo('home')).toBe('#/');
  expect(parseRoute('#/groups/%zz').id).toBe('%zz');
});

test.each([
  ['#/house', { page: 'system' }],
  ['#/apps', { page: 'groups', id: null }],
  ['#/apps?q=web', { page: 'groups', query: { q: 'web' } }],
  ['#/apps/web1', { page: 'targets', id: 'web1' }],
  ['#/history?span=month', { page: 'releases', query: { span: 'month', view: 'chart' } }],
  ['#/start?mode=bundle&apps=web', { page: 'releases', id: 'new', query: { mode: 'bundle', apps: 'web' } }],
])('the address %s from before still leads there', (hash, route) => {
  expect(parseRoute(hash)).toMatchObject(route);
});
