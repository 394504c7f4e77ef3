import { expect, test } from 'vitest';
import { CodedError } from '#contract';
import type { StepName } from '#contract/workflow';
import { advance, type StepRecord } from './advance.js';
import type { Pipeline } from './workflows.js';
import type { Step, StepContext } from '../model/step.js';
import { hostDirectory } from '../testing/hostDirectory.js';

const host = hostDirectory();
host.end();
const context: StepContext = host.context;

const step = (name: StepName, more: Partial<Step> = {}): Step => ({
  name,
  instruct: () => ({ do: 'script', script: '', deadlineMs: 1 }),
  ...more,
});
const trouble = new CodedError('START_FAILED', { reason: 'no' }).report();
const done = (name: string, facts = {}): StepRecord => ({ step: name, state: 'done', facts, trouble: null });
const begun = (name: string): StepRecord => ({ step: name, state: 'begun', facts: {}, trouble: null });
const failed = (name: string): StepRecord => ({ step: name, state: 'failed', facts: {}, trouble });

const pipeline: Pipeline = {
  steps: [
    step('look'),
    step('carry', { applies: ({ facts }) => facts.sealed !== 'yes' }),
    step('activate'),
    step('confirm', { optional: true }),
  ],
  undo: [step('revert'), step('discard', { optional: true })],
};

const told = (history: StepRecord[]): string => {
  const next = advance(pipeline, history, context);
  return next.do === 'step' ? next.step.name : next.outcome === 'done' ? 'done' : `failed, undo ${next.undo}`;
};

test.each<[string, StepRecord[], string]>([
  ['begins with the first step', [], 'look'],
  ['gives an interrupted step again', [begun('look')], 'look'],
  ['goes on after a step that is done', [done('look')], 'carry'],
  ['passes over a step that does not apply', [done('look', { sealed: 'yes' })], 'activate'],
  [
    'goes on with a step that began, whether or not it applies now',
    [done('look', { sealed: 'yes' }), begun('carry')],
    'carry',
  ],
  ['undoes after a failure', [done('look'), failed('carry')], 'revert'],
  ['gives an interrupted undo again', [done('look'), done('carry'), failed('activate'), begun('revert')], 'revert'],
  ['undoes all of it', [done('look'), done('carry'), failed('activate'), done('revert')], 'discard'],
  [
    'ends undone',
    [done('look'), done('carry'), failed('activate'), done('revert'), done('discard')],
    'failed, undo done',
  ],
  [
    'ends with the undo failed',
    [done('look'), done('carry'), failed('activate'), failed('revert')],
    'failed, undo failed',
  ],
  [
    'ends undone although an optional undo step failed',
    [done('look'), done('carry'), failed('activate'), done('revert'), failed('discard')],
    'failed, undo done',
  ],
  ['lets an optional step fail', [done('look'), done('carry'), done('activate'), failed('confirm')], 'done'],
  ['a step done after an interrupted try counts', [begun('look'), done('look')], 'carry'],
])('advance %s', (_name, history, expected) => {
  expect(told(history)).toBe(expected);
});

test('advance ends failed with no undo where there is none', () => {
  const next = advance({ steps: [step('look')], undo: [] }, [failed('look')], context);
  expect(next).toEqual({ do: 'end', outcome: 'failed', trouble, undo: 'none' });
});
