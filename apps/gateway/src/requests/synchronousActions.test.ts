import { expect, test } from 'vitest';
import { actions } from '#contract';
import { looks } from './synchronousActions.js';

test('every action that only looks has an answer', () => {
  const names = actions.filter(({ kind }) => kind === 'look').map(({ name }) => name);
  expect(Object.keys(looks).sort()).toEqual(names.sort());
});
