import { expect, test } from 'vitest';
import type { Phase } from '#contract';
import { outlines, stepNames, stepRows, type StepRow } from '#contract/workflow';
import { workflows, type Pipeline } from './workflows.js';

const taken = Object.values(workflows).flatMap(({ pipelines }) =>
  Object.entries(pipelines).flatMap(([phase, { steps, undo, look }]) =>
    [...steps, ...undo, ...(look ? [look] : [])].map(({ name }) => ({ phase, name })),
  ),
);

test('every step with a row is taken by a pipeline', () => {
  expect([...new Set(taken.map(({ name }) => name))].sort()).toEqual([...stepNames].sort());
});

test('every step is taken in the phases of its row, and in no other', () => {
  for (const name of stepNames) {
    const phases = new Set(taken.filter((one) => one.name === name).map(({ phase }) => phase));
    expect([...phases].sort(), name).toEqual([...(stepRows[name] as StepRow).phases].sort());
  }
});

test('what an outline announces is taken in that phase', () => {
  for (const action of ['release', 'rollback'] as const) {
    for (const { phase, steps } of outlines[action]) {
      const pipelines: Partial<Record<Phase, Pipeline>> = workflows[action]!.pipelines;
      const there = pipelines[phase]?.steps.map(({ name }) => name) ?? [];
      expect(there, phase).toEqual(expect.arrayContaining([...steps]));
    }
  }
});
