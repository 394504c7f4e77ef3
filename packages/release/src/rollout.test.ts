import { expect, test } from 'vitest';
import { actions } from '#contract';
import { plans } from './pipelines.js';
import { isPerApp, nextPhase } from './rollout.js';

const after = (action: string, ended: Parameters<typeof nextPhase>[0]['ended'], more = {}) =>
  nextPhase({ action, ended, failed: false, cancelled: false, ...more });

test('every action a worker carries out has a plan', () => {
  const jobs = actions.filter(({ kind }) => kind === 'job').map(({ name }) => name);
  expect(Object.keys(plans).sort()).toEqual(jobs.sort());
});

test('a release goes from stage over prepare and activate to settle', () => {
  expect([null, 'stage', 'prepare', 'activate'].map((ended) => after('release', ended as 'stage'))).toEqual([
    'stage',
    'prepare',
    'activate',
    'settle',
  ]);
});

test('no host is switched after a prepare that failed or was cancelled', () => {
  expect(after('release', 'prepare', { failed: true })).toBe('discard');
  expect(after('release', 'prepare', { cancelled: true })).toBe('discard');
  expect(after('release', 'discard', { failed: true })).toBe('settle');
  expect(after('rollback', 'prepare', { failed: true })).toBe('settle');
});

test('a stage that failed touches no host', () => {
  expect(after('release', 'stage', { failed: true })).toBe('settle');
  expect(after('release', null, { cancelled: true })).toBe('settle');
});

test('every action ends in settle, whatever fails', () => {
  for (const action of Object.keys(plans)) {
    for (const phase of plans[action]!.phases) {
      const next = after(action, phase, { failed: true });
      expect(next === 'settle' || after(action, next, { failed: true }) === 'settle').toBe(true);
    }
  }
});

test('stage and collect run once, the others app by app', () => {
  expect(isPerApp('release', 'stage')).toBe(false);
  expect(isPerApp('release', 'prepare')).toBe(true);
  expect(isPerApp('Enter:route:download', 'collect')).toBe(false);
  expect(isPerApp('check', 'visit')).toBe(true);
});
