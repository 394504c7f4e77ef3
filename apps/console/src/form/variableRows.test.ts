import { expect, test } from 'vitest';
import { textOf } from './fieldText.js';
import { rowsOf, variablesIn } from './variableRows.js';

test('variables are rows: a secret is named, and a text that is emptied takes one of above away', () => {
  const value = { A: 'x', B: { secret: 'shop-db' }, C: null };
  const rows = rowsOf(value);
  expect(rows[1]).toEqual({ name: 'B', isSecret: true, text: 'shop-db' });
  expect(variablesIn(rows)).toEqual(value);
  expect(variablesIn([...rows, { name: ' ', isSecret: false, text: 'y' }])).toEqual(value);
  expect(variablesIn([])).toBeUndefined();
  expect(textOf('variables', value)).toBe('A: x\nB: [secret]\nC: ');
});
