import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { fleetJsonSchema } from '#fleet';
import { entrySchemas, fieldsOf, generalSection, sectionsOf, type FormSchema } from '../form/formSchema.js';
import { textOf, valueOf } from '../form/fieldText.js';
import { mergeSettings } from './merge.js';
import { filledText } from '../form/preview.js';
import { atFields, fieldProblems } from '../form/problems.js';
import { Refused } from '../api/refused.js';
import { readYaml } from '../yamlText/readYaml.js';
import { textDifference } from '../yamlText/textDifference.js';
import { leavesOf, spellPlace, withValue } from '../yamlText/tree.js';
import { yamlOf } from '../yamlText/writeYaml.js';
import { YamlFault } from '../yamlText/yamlScalar.js';

const { group, app } = entrySchemas(fleetJsonSchema as FormSchema);

test('the form has every setting of the schema, in the order of the file, and knows how each is filled in', () => {
  expect(sectionsOf(group).map(({ key }) => key)).toEqual([
    generalSection,
    ...Object.entries(group.properties!)
      .filter(([, one]) => one.properties ?? one.items)
      .map(([key]) => key),
  ]);
  const kinds = new Map(fieldsOf(group).map(({ place, kind }) => [spellPlace(place), kind]));
  expect(Object.fromEntries(kinds)).toMatchObject({
    'paths.program': 'text',
    'paths.layout': 'word',
    'rollout.batch': 'amount',
    'hooks.assemble.program': 'lines',
    'package.top': 'names',
    enabled: 'flag',
    port: 'number',
    health: 'blocks',
    variables: 'variables',
  });
  // What nobody thought of would be filled in as JSON.
  expect([...kinds].filter(([, kind]) => kind === 'json')).toEqual([]);
  expect(fieldsOf(app).map(({ place }) => spellPlace(place))).toContain('host');
});

test('a setting that comes later appears by itself, and one of a strange shape as JSON', () => {
  const later: FormSchema = {
    properties: {
      keep: { type: ['integer', 'null'] },
      variables: { type: 'object', additionalProperties: { type: 'string' } },
      gates: { properties: { windows: { type: 'array', items: { type: 'string' } }, odd: { oneOf: [] } } },
    },
  };
  expect(
    sectionsOf(later).flatMap(({ key, fields }) => fields.map(({ place, kind }) => [key, spellPlace(place), kind])),
  ).toEqual([
    [generalSection, 'keep', 'number'],
    [generalSection, 'variables', 'pairs'],
    ['gates', 'gates.windows', 'names'],
    ['gates', 'gates.odd', 'json'],
  ]);
});

test('what a field says is what it showed', () => {
  const cases = [
    ['names', ['a', 'b c']],
    ['numbers', [200, 204]],
    ['pairs', { Accept: 'text/html', 'X-A': 'b: c' }],
    ['flag', false],
    ['amount', '25%'],
    ['amount', 3],
    ['number', 8080],
    ['json', { a: [1] }],
    ['lines', 'a\n  b\n'],
  ] as const;
  for (const [kind, value] of cases) expect(valueOf(kind, textOf(kind, value)), kind).toEqual(value);
  expect(valueOf('text', '  ')).toBeUndefined();
  expect(valueOf('number', 'eighty')).toBe('eighty');
});

test('a value comes and goes with the section it is in', () => {
  const tree = withValue({ note: 'x' }, ['health', 0, 'expect', 'status'], [200]);
  expect(tree).toEqual({ note: 'x', health: [{ expect: { status: [200] } }] });
  expect(withValue({ paths: { program: '/a' } }, ['paths', 'program'], undefined)).toEqual({});
  expect([...leavesOf({ a: { b: 1, c: [2] }, d: null })]).toEqual([
    ['a.b', 1],
    ['a.c', [2]],
    ['d', null],
  ]);
});

const leaf = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }).filter((text) => !/[\ud800-\udfff]/.test(text)),
  fc.constantFrom(
    'yes',
    '1',
    '1.5',
    '- a',
    'a: b',
    'a #b',
    '{app}',
    '/srv/{app}',
    ' x',
    'x ',
    'a\nb',
    'a\n\n  b',
    '~',
    '"',
    "'",
    '中文',
    '|',
    '0x1',
  ),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);

const names = fc.oneof(
  fc.constantFrom('paths', 'a-b', 'a b', 'a: b', '1', 'true', '-', '#', ''),
  fc.string({ maxLength: 8 }),
);

const { tree } = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, leaf, tie('tree'), fc.array(tie('value'), { maxLength: 3 })),
  tree: fc.dictionary(names, tie('value'), { maxKeys: 4, noNullPrototype: true }),
}));
const readable = (value: unknown): boolean => !JSON.stringify(value).includes('__proto__');

test('what is written as YAML is read as the same, here and by others', () => {
  fc.assert(
    fc.property(tree.filter(readable), (value) => {
      const text = yamlOf(value);
      expect(readYaml(text)).toEqual(value);
      expect(text === '' ? {} : (parse(text) as unknown)).toEqual(value);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['a: 1\nb:\n  - x\n  - y: 2\n    z: "q"\n# end', { a: 1, b: ['x', { y: 2, z: 'q' }] }],
  ['b:\n- x\n- y', { b: ['x', 'y'] }],
  ["a: [1, 'two', {x: y}] # note\nb: {c: d, e: [f]}", { a: [1, 'two', { x: 'y' }], b: { c: 'd', e: ['f'] } }],
  ['a: |\n  one\n   two\n\n  three\nb: 1', { a: 'one\n two\n\nthree\n', b: 1 }],
  ['url: http://127.0.0.1:{port}/health', { url: 'http://127.0.0.1:{port}/health' }],
  ['a:\nb: ~', { a: null, b: null }],
  ['- - a\n  - b\n- c', [['a', 'b'], 'c']],
])('%j is read as by others', (text, value) => {
  expect(readYaml(text)).toEqual(value);
  expect(parse(text)).toEqual(value);
});

test.each([
  ['a: 1\na: 2', 'twice', 2],
  ['a: &x 1', 'beyond', 1],
  ['a: *x', 'beyond', 1],
  ['---\na: 1', 'beyond', 1],
  ['a: >\n  folded', 'beyond', 1],
  ['a:\n\tb: 1', 'tab', 2],
  ['a: "open', 'quote', 1],
  ['a: b: c', 'syntax', 1],
  ['a: 1\n   b: 2', 'syntax', 2],
  ['a: [1', 'syntax', 1],
  ['a: one\n  more', 'syntax', 2],
])('%j is refused by its line', (text, kind, line) => {
  let thrown: unknown;
  try {
    readYaml(text);
  } catch (fault) {
    thrown = fault;
  }
  expect(thrown).toBeInstanceOf(YamlFault);
  expect(thrown).toMatchObject({ kind, line });
});

test('no text means something else here than to others', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ab:- \n#"\'[]{},|1&'), maxLength: 24 }), (text) => {
      const read = (by: (source: string) => unknown, refuses: string): unknown => {
        try {
          return by(text);
        } catch (thrown) {
          expect((thrown as Error).constructor.name).toBe(refuses);
          return undefined;
        }
      };
      const [mine, others] = [
        read(readYaml, 'YamlFault'),
        read((source) => parse(source, { logLevel: 'error' }) as unknown, 'YAMLParseError'),
      ];
      if (mine !== undefined && others !== undefined) expect({ text, mine }).toEqual({ text, mine: others ?? {} });
    }),
    { numRuns: 3000 },
  );
});

test('problems stand at their fields, those of apps with their names, the rest above', () => {
  const refused = new Refused(400, 'FLEET_INVALID', '', null, {
    problems: [
      'groups.a.b.paths.program: has to be text',
      'groups.a.b.health[0].url: is missing',
      'groups.a.b.prot: is no key; did you mean port?',
      'apps.a.b-1.paths.program: stands at two apps',
      'the installation is read only',
    ],
  });
  const found = fieldProblems(refused, ['groups.a.b', 'apps.a.b-1']);
  expect(found).toEqual([
    { field: 'paths.program', message: 'has to be text', nearest: null },
    { field: 'health[0].url', message: 'is missing', nearest: null },
    { field: 'prot', message: 'is no key; did you mean port?', nearest: 'port' },
    { field: 'paths.program', message: 'stands at two apps', nearest: null, about: 'a.b-1' },
    { field: null, message: 'the installation is read only', nearest: null },
  ]);
  const { byField, others } = atFields(found, ['paths.program', 'health', 'port']);
  expect([...byField].map(([field, { length }]) => [field, length])).toEqual([
    ['paths.program', 2],
    ['health', 1],
  ]);
  expect(others.map(({ field }) => field)).toEqual(['prot', null]);
});

test('a problem stands at its field with what it says, and whole where it stands at none', () => {
  const missing = { id: 'form.missing', details: {} };
  const at = (path: string) => ({ id: 'fleet.at', details: { path, problem: missing } });
  const statements = [at('groups.a.port'), at('hosts.x')];
  const problems = ['groups.a.port: is missing', 'hosts.x: is missing'];
  expect(fieldProblems(new Refused(400, 'FLEET_INVALID', '', null, { problems, statements }), ['groups.a'])).toEqual([
    { field: 'port', message: 'is missing', nearest: null, statement: missing },
    { field: null, message: 'hosts.x: is missing', nearest: null, statement: statements[1] },
  ]);
});

test('of two changes what only they made is taken over, and what both made is asked', () => {
  const base = { note: 'a', port: 1, paths: { program: '/a', config: '/c' } };
  const mine = { note: 'mine', port: 1, paths: { program: '/mine', config: '/c' } };
  const theirs = { note: 'theirs', port: 2, paths: { program: '/a', config: '/c' }, title: 'new' };
  expect(mergeSettings(base, mine, theirs)).toEqual({
    merged: { note: 'mine', port: 2, paths: { program: '/mine', config: '/c' }, title: 'new' },
    conflicts: [{ key: 'note', mine: 'mine', theirs: 'theirs' }],
  });
});

test('a difference shows what changes and two lines around it; a placeholder what it becomes', () => {
  const old = ['a', 'b', 'c', 'd', 'e', 'f'].join('\n');
  expect(textDifference(old, old.replace('e', 'E')).map(({ sign, text }) => sign + text)).toEqual([
    ' c',
    ' d',
    '-e',
    '+E',
    ' f',
  ]);
  expect(textDifference('', 'x')).toEqual([{ sign: '+', text: 'x' }]);
  expect(filledText('/srv/{app}/{{x}}', { app: 'web' })).toBe('/srv/web/{x}');
  expect(filledText('/srv/app', { app: 'web' })).toBeNull();
});
