import { expect, test } from 'vitest';
import { statement } from '../statements/index.js';
import { warningMembers, warningsIn } from './warnings.js';

const gone = statement('warning.gone', { apps: ['a', statement('names.count', { n: 2 })] });

test('warnings are English text, with what each says at the same place', () => {
  const found = warningMembers(['as it was stored', gone]);
  expect(found.warnings).toEqual(['as it was stored', expect.stringMatching(/^left out: a, 2 more, which /)]);
  expect(found.statements).toEqual([null, gone]);
  expect(warningsIn(found)).toEqual(['as it was stored', gone]);
});

test('what an earlier version stored is text alone, and stays it', () => {
  expect(warningsIn({ warnings: ['one', 'two'] })).toEqual(['one', 'two']);
  expect(warningMembers(['one', 'two'])).toEqual({ warnings: ['one', 'two'] });
  expect(warningMembers([])).toEqual({ warnings: [] });
  expect([{}, { warnings: 'no list', statements: 3 }].flatMap(warningsIn)).toEqual([]);
});
