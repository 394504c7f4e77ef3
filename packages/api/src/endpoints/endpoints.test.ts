import { expect, expectTypeOf, test } from 'vitest';
import type { NewRelease } from '../schemas/requests.js';
import { endpoint } from './endpoint.js';
import {
  endpointRows,
  endpoints,
  type AuthenticatedHandlers,
  type BodyOf,
  type EndpointId,
  type PathOf,
  type PublicHandlers,
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

test('a handler that is missing or has a name no endpoint has does not compile', () => {
  type Given = Record<EndpointId, () => void>;
  expectTypeOf<Omit<Given, 'getDocs'>>().not.toExtend<PublicHandlers<() => void>>();
  expectTypeOf<Omit<Given, 'getApp'>>().not.toExtend<AuthenticatedHandlers<() => void>>();
  expectTypeOf<Given>().toExtend<AuthenticatedHandlers<() => void>>();
  expectTypeOf<'getHouse'>().not.toExtend<EndpointId>();
});
