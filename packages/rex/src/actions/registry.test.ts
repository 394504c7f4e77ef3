import { expect, test } from 'vitest';
import { actionNames, kindOfAction, requestKinds } from '#contract';
import { parseRequest } from '../parseParameters.js';
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

test('each kind of request has one action, and each action a kind', () => {
  expect(actions.map(({ name }) => name)).toEqual(Object.values(actionNames));
});

test('what changes apps can wait in line for them, and nothing else', () => {
  for (const { name, parameters } of actions) {
    expect('queue' in parameters, name).toBe(requestKinds[kindOfAction(name)!].changes);
  }
});
