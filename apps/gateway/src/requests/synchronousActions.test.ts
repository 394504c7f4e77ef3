import { expect, test } from 'vitest';
import { requestKinds } from '#contract';
import { synchronousActions } from './synchronousActions.js';

test('every kind of request that needs no worker has an answer', () => {
  const names = Object.entries(requestKinds).flatMap(([kind, { runs }]) => (runs === 'gateway' ? [kind] : []));
  expect(Object.keys(synchronousActions).sort()).toEqual(names.sort());
});
