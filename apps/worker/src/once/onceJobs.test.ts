import { expect, test } from 'vitest';
import type { RequestKind } from '#contract';
import { isPerApp, workflows } from '#release';
import { onceJobs } from './index.js';

test('every kind of request with a phase that runs once has the work of that phase', () => {
  const once = (Object.keys(workflows) as RequestKind[]).filter((kind) =>
    workflows[kind]!.phases.some((phase) => !isPerApp(kind, phase)),
  );
  expect(Object.keys(onceJobs).sort()).toEqual(once.sort());
});
