import { expect, test } from 'vitest';
import { downloadParts } from './enterRouteDownload.js';
import { packageUrl } from './packageUrl.js';
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

test('a base is put before a relative url with one slash between', () => {
  const bases = { a: 'http://h/p/', b: 'https://h' };
  expect(packageUrl({ url: '/x.zip', set: 'a' }, bases)).toBe('http://h/p/x.zip');
  expect(packageUrl({ url: 'x.zip', set: 'b' }, bases)).toBe('https://h/x.zip');
  expect(() => packageUrl({ url: 'x', set: 'toString' }, bases)).toThrow(/set/);
});

test('type counts with senv, usetype without', () => {
  expect(downloadParts({})).toEqual({ program: true, config: true });
  expect(downloadParts({ usetype: 'conf' })).toEqual({ program: false, config: true });
  expect(downloadParts({ senv: 'uat' })).toEqual({ program: true, config: false });
  expect(downloadParts({ senv: 'uat', type: 'all' })).toEqual({ program: true, config: true });
});
