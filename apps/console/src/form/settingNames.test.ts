import { expect, test } from 'vitest';
import { fleetJsonSchema } from '#fleet';
import { en } from '../language/en.js';
import { spellPlace } from '../yamlText/tree.js';
import { entrySchemas, fieldsOf, formsOf, generalSection, sectionsOf, type FormSchema } from './formSchema.js';

const { group, app } = entrySchemas(fleetJsonSchema as FormSchema);

test('people have a name for every setting and section', () => {
  const inside = (place: readonly (string | number)[], schema: FormSchema): string[] =>
    formsOf(schema).flatMap((form) => fieldsOf(form, place).map((field) => spellPlace(field.place)));
  const names = [group, app].flatMap((form) => [
    ...sectionsOf(form).flatMap(({ key }) => (key === generalSection ? [] : [key])),
    ...fieldsOf(form).flatMap(({ place, kind, schema }) => [
      spellPlace(place),
      ...(kind === 'blocks' ? inside(place, schema) : []),
    ]),
  ]);
  expect([...new Set(names)].filter((name) => !Object.hasOwn(en, `setting.${name}`))).toEqual([]);
});
