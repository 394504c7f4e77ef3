import { expect, test } from 'vitest';
import { fleetJsonSchema } from '#fleet';
import { entrySchemas, fieldsOf, formsOf, inKind, type FormSchema } from './formSchema.js';

const { group } = entrySchemas(fleetJsonSchema as FormSchema);

test('each kind of check has its fields, and one that becomes another kind keeps what both have', () => {
  const health = group.properties!.health!;
  const kinds = formsOf(health).map((form) => fieldsOf(form).map(({ kind }) => kind));
  expect(kinds).toHaveLength(4);
  expect(kinds.flat().filter((kind) => kind === 'json')).toEqual([]);
  const check = { type: 'http', url: 'http://h/', expect: { body: 'a' }, from: 'host', within: '5s' };
  expect(inKind(health, check, 'tcp')).toEqual({ type: 'tcp', from: 'host', within: '5s' });
  expect(inKind(health, check, 'log')).toEqual({ type: 'log', within: '5s' });
});
