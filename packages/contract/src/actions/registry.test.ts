import { expect, test } from 'vitest';
import { parseRequest } from './parse.js';
import { actions, findAction } from './registry.js';

test.each(actions.map((action) => [action.name, action] as const))('%s: its own example is taken', (name, action) => {
  expect(findAction(name)).toBe(action);
  expect(parseRequest({ action: name, ...action.example }, { bases: {} }).action).toBe(action);
});

test.each(actions.map((action) => [action.name, action] as const))('%s: describes what it takes', (_name, action) => {
  expect(action.summary).toMatch(/^[A-Z].+[^.]$/);
  for (const name of action.required) expect(action.parameters).toHaveProperty(name);
  for (const parameter of Object.values(action.parameters)) expect(parameter.description).not.toBe('');
});

test('a row is written only for what changes an app', () => {
  expect(actions.filter(({ recorded }) => recorded).map(({ name }) => name)).toEqual(['release', 'rollback']);
  expect(actions.filter(({ changes }) => changes).map(({ name }) => name)).toEqual([
    'release',
    'rollback',
    'service',
    'takeover',
  ]);
  expect(actions.filter(({ kind }) => kind === 'look').map(({ name }) => name)).toEqual(['list', 'Deploy:Db:initdb']);
});

test('what changes apps can wait in line for them, and nothing else', () => {
  for (const { changes, parameters } of actions) expect('queue' in parameters).toBe(changes);
});
