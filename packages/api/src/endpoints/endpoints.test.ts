import { expect, expectTypeOf, test } from 'vitest';
import type { NewRelease } from '../schemas/requests.js';
import type { EndpointId, PathOf } from '../routes/routes.js';
import type { ReleaseView } from '../schemas/release.js';
import {
  endpointRows,
  endpoints,
  type AnswerOf,
  type AuthenticatedId,
  type BodyOf,
  type PublicId,
  type QueryOf,
  type StatusAndBody,
  type StreamId,
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
});

test('the types of answers follow from the row, each body with its status', () => {
  expectTypeOf<AnswerOf<'getRelease'>>().toEqualTypeOf<ReleaseView>();
  expectTypeOf<AnswerOf<'endSession'>>().toEqualTypeOf<null>();
  expectTypeOf<ReleaseView>().toExtend<AnswerOf<'getPlan'>>();
  // What is told to a stream only is no answer of a call.
  expectTypeOf<null>().not.toExtend<AnswerOf<'followRelease'>>();
  expectTypeOf<StatusAndBody<'createToken', never>['status']>().toEqualTypeOf<201>();
  expectTypeOf<{ status: 202; body: ReleaseView }>().toExtend<StatusAndBody<'createAction', never>>();
  expectTypeOf<{ status: 200; body: ReleaseView }>().not.toExtend<StatusAndBody<'createAction', never>>();
  expectTypeOf<'listApps'>().not.toExtend<StreamId>();
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
