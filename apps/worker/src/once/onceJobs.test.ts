import { expect, test } from 'vitest';
import type { RequestKind } from '#contract';
import { isPerApp, plans } from '#release';
import { onceJobs } from './index.js';

test('every kind of request with a phase that runs once has the work of that phase', () => {
  const once = (Object.keys(plans) as RequestKind[]).filter((kind) =>
    plans[kind]!.phases.some((phase) => !isPerApp(kind, phase)),
  );
  expect(Object.keys(onceJobs).sort()).toEqual(once.sort());
});
