import { expect, expectTypeOf, test } from 'vitest';
import type { NewRelease } from '../schemas/requests.js';
import { endpoint } from './endpoint.js';
import {
  endpointRows,
  endpoints,
  type AuthenticatedId,
  type BodyOf,
  type EndpointId,
  type PathOf,
  type PublicId,
  type QueryOf,
} from './endpoints.js';

test('the list has every row under its id', () => {
  expect(endpoints.map(({ id }) => id)).toEqual(Object.keys(endpointRows));
  expect(new Set(endpoints.map(({ method, path }) => `${method} ${path}`)).size).toBe(endpoints.length);
});

test('the types of path and body follow from the row', () => {
  expectTypeOf<PathOf<'getApp'>>().toEqualTypeOf<Readonly<Record<'key', string>>>();
  expectTypeOf<PathOf<'getPart'>>().toEqualTypeOf<Readonly<Record<'id' | 'key', string>>>();
  expectTypeOf<PathOf<'listApps'>>().toEqualTypeOf<Readonly<Record<never, string>>>();
  expectTypeOf<BodyOf<'createRelease'>>().toEqualTypeOf<NewRelease>();
  const row = endpoint({
    ...{ method: 'get', path: '/v1/x/:one/y/:two', tag: 'X', summary: 'x', auth: 'none' },
    ...{ answers: {}, problems: [] },
  });
  expect(row.path).toBe('/v1/x/:one/y/:two');
});

test('the members of a query follow from the row, and none is there by another name', () => {
  expectTypeOf<QueryOf<'listReleases'>['limit']>().toEqualTypeOf<number | undefined>();
  expectTypeOf<'limit'>().toExtend<keyof QueryOf<'listReleases'>>();
  expectTypeOf<'size'>().not.toExtend<keyof QueryOf<'listReleases'>>();
});

test('each endpoint asks for a token or does not, and there is no other', () => {
  expectTypeOf<AuthenticatedId | PublicId>().toEqualTypeOf<EndpointId>();
  expectTypeOf<'getDocs'>().toExtend<PublicId>();
  expectTypeOf<'getApp'>().toExtend<AuthenticatedId>();
  expectTypeOf<'getHouse'>().not.toExtend<EndpointId>();
});
