import { expect, test } from 'vitest';
import type { StrategySettings } from '../model/strategySettings.js';
import { batchesOf, resolveStrategy } from './strategy.js';

const wish = (more: Partial<StrategySettings> = {}): StrategySettings => ({
  policy: 'stop',
  maxFailures: '0',
  batch: '100%',
  confirm: 0,
  ...more,
});

test('without a word all hosts are switched at once and the first failure counts', () => {
  const rollout = resolveStrategy({}, [wish()], 7);
  expect(rollout).toEqual({ policy: 'stop', maxFailures: 0, batchSize: 7, confirm: 0 });
  expect(batchesOf(rollout, 7)).toEqual([0, 0, 0, 0, 0, 0, 0]);
});

test('what the caller asks for goes before what is set', () => {
  const asked = { onFailure: 'continue', maxFailures: '20%', batch: 2, confirmSeconds: 30 } as const;
  const rollout = resolveStrategy(asked, [wish({ policy: 'undo', confirm: 5 })], 5);
  expect(rollout).toEqual({ policy: 'continue', maxFailures: 1, batchSize: 2, confirm: 30 });
  expect(batchesOf(rollout, 5)).toEqual([0, 0, 1, 1, 2]);
});

test('of groups that disagree the most careful value counts', () => {
  const wishes = [wish({ policy: 'continue', maxFailures: '3', batch: '50%' }), wish({ policy: 'undo', confirm: 9 })];
  expect(resolveStrategy({}, wishes, 4)).toEqual({ policy: 'undo', maxFailures: 0, batchSize: 2, confirm: 9 });
});

test('a share is rounded down, but a batch is never empty', () => {
  expect(resolveStrategy({ maxFailures: '10%', batch: '10%' }, [wish()], 9)).toMatchObject({
    maxFailures: 0,
    batchSize: 1,
  });
});
