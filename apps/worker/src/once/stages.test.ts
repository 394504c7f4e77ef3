import { expect, test } from 'vitest';
import { isPerApp, plans } from '#release';
import { stages } from './index.js';

test('every action with a phase that runs once has the work of that phase', () => {
  const once = Object.keys(plans).filter((action) => plans[action]!.phases.some((phase) => !isPerApp(action, phase)));
  expect(Object.keys(stages).sort()).toEqual(once.sort());
});
