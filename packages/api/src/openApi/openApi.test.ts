import { expect, test } from 'vitest';
import { errorCodes } from '#contract';
import { actions } from '#rex';
import type { Schema } from '#contract/schema';
import { misfit } from '../validate/check.js';
import { endpoints } from '../endpoints/endpoints.js';
import { openApi } from './openApi.js';
import { eventSchema } from '../schemas/event.js';
import { problemSchema } from '../schemas/trouble.js';

const { components } = openApi() as { components: { schemas: Record<string, Schema> } };
const { schemas } = components;

function refsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    key === '$ref' && typeof member === 'string' ? [member] : refsIn(member),
  );
}

test('every name the document refers to is in it', () => {
  const known = Object.keys(schemas).map((name) => `#/components/schemas/${name}`);
  const refs = [...new Set(refsIn(openApi()))];
  expect(refs.filter((name) => !known.includes(name))).toEqual([]);
  expect(known.filter((name) => !refs.includes(name))).toEqual([]);
});

test('every schema is one that ajv takes in strict mode', () => {
  for (const [name, schema] of Object.entries(schemas))
    expect(misfit({ ...schema, components }, 7), name).not.toBeNull();
  for (const { answers } of endpoints) {
    for (const { schema } of Object.values(answers)) if (schema) misfit(schema, {});
  }
});

test('no two endpoints share a name or a place, and each part of a path is a parameter', () => {
  const ids = endpoints.map((endpoint) => endpoint.id);
  expect(new Set(ids).size).toBe(ids.length);
  const places = endpoints.map(({ method, path }) => `${method} ${path}`);
  expect(new Set(places).size).toBe(places.length);
  const { paths } = openApi() as { paths: Record<string, Record<string, { parameters: { name: string }[] }>> };
  const part = paths['/v1/releases/{id}/apps/{key}']!.get!;
  expect(part.parameters.map(({ name }) => name)).toEqual(['id', 'key']);
});

test('a body that is a file is described as one', () => {
  const { paths } = openApi() as { paths: Record<string, Record<string, { requestBody: { content: object } }>> };
  expect(Object.keys(paths['/v1/bundles']!.post!.requestBody.content)).toEqual(['application/octet-stream']);
});

test('the actions of the registry are in the document', () => {
  const text = JSON.stringify(schemas.NewAction);
  const own = ['release', 'rollback'];
  for (const { name } of actions) expect(text.includes(`"const":"${name}"`), name).toBe(!own.includes(name));
});

test('an answer of this installation fits, and one with a member too many or of another type does not', () => {
  const problem = {
    type: '/docs#APP_BUSY',
    title: 'App busy',
    status: 409,
    detail: 'apps: server1 is being changed',
    code: 'APP_BUSY',
    class: errorCodes.APP_BUSY.class,
    advice: null,
    instance: '/v1/releases',
    app: 'server1',
  };
  expect(misfit(problemSchema, problem)).toBeNull();
  expect(misfit(problemSchema, { ...problem, code: 'ODD' })).not.toBeNull();
  const event = { id: 1, at: '2026-01-31T12:00:00.000Z', release: 'x', app: null, kind: 'accepted', data: {} };
  expect(misfit(eventSchema, event)).toBeNull();
  expect(misfit(eventSchema, { ...event, more: 1 })).not.toBeNull();
  expect(misfit(eventSchema, { ...event, at: new Date().toString() })).not.toBeNull();
});
