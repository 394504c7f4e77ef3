import { expect, test } from 'vitest';
import { byPlace, outlines, phaseLabel, phaseRows, stepLabel, stepNames, stepRows, type StepRow } from './workflow.js';

const rows: [string, { label: { en: string; zh: string } }][] = [
  ...Object.entries(phaseRows),
  ...Object.entries(stepRows),
];

test.each(rows)('%s has a label in both languages', (_name, { label }) => {
  expect(label.en.trim()).not.toBe('');
  expect(label.zh).toMatch(/[\u4e00-\u9fff]/);
});

test('no two steps share a label', () => {
  for (const language of ['en', 'zh'] as const) {
    expect(new Set(stepNames.map((name) => stepLabel(name, language))).size).toBe(stepNames.length);
  }
});

test('a phase that runs once is called by its name where a step is asked for, and so is what nobody knows', () => {
  expect(stepLabel('stage', 'en')).toBe('stage');
  expect(stepLabel('polishIt', 'zh')).toBe('polishIt');
  expect(phaseLabel('polishing', 'en')).toBe('polishing');
  expect(stepLabel('toString', 'en')).toBe('toString');
});

test('steps stand by phase, then in their order, then by the alphabet', () => {
  const sorted = [
    { phase: 'polishing', step: 'inspect' },
    { phase: 'undo', step: 'takeBack' },
    { phase: 'prepare', step: 'z' },
    { phase: 'prepare', step: 'a' },
    { phase: 'prepare', step: 'carry' },
    { phase: 'prepare', step: 'inspect' },
  ].sort(byPlace);
  expect(sorted.map(({ phase, step }) => `${phase}/${step}`)).toEqual([
    'prepare/inspect',
    'prepare/carry',
    'prepare/a',
    'prepare/z',
    'undo/takeBack',
    'polishing/inspect',
  ]);
});

test('every step of an outline can belong to its phase', () => {
  for (const { phase, steps } of Object.values(outlines).flat()) {
    for (const step of steps) expect((stepRows[step] as StepRow).phases, step).toContain(phase);
  }
});
