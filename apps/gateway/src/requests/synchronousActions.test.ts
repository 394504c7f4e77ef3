import { expect, test } from 'vitest';
import { requestKinds } from '#contract';
import { looks } from './synchronousActions.js';

test('every kind of request that needs no worker has an answer', () => {
  const names = Object.entries(requestKinds).flatMap(([kind, { runs }]) => (runs === 'gateway' ? [kind] : []));
  expect(Object.keys(looks).sort()).toEqual(names.sort());
});
