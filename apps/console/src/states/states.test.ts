import { expect, test } from 'vitest';
import { part, release } from '../live/release.fixture.js';
import { releaseState } from './releaseState.js';
import { byNeed, stateRows, type StateName } from './states.js';
import { countTargets, standingKey, targetState } from './targetState.js';

test.each([
  [{}, 'running', 'waiting'],
  [{ phase: 'prepare', step: 'carry' }, 'running', 'running'],
  [{ phase: 'prepare', vote: 'done' }, 'running', 'prepared'],
  [{ phase: 'activate', vote: 'done', standing: 'new' }, 'running', 'succeeded'],
  [{ phase: 'activate', vote: 'failed', standing: 'restored' }, 'running', 'rolledBack'],
  [{ phase: 'activate', vote: 'failed', standing: 'down' }, 'running', 'failing'],
  [{ waiting: { for: 'the host', since: '' }, phase: 'prepare' }, 'running', 'queued'],
  [{ outcome: 'skipped' }, 'settled', 'unchanged'],
  [{ standing: 'new' }, 'settled', 'succeeded'],
] as const)('%o in a %s release is %s', (what, state, shown) => {
  expect(targetState(part('web1', what), { state })).toBe(shown);
});

test('an app that was rolled back is not told to be new', () => {
  expect(standingKey({ action: 'release' }, 'new')).toBe('new');
  expect(standingKey({ action: 'rollback' }, 'new')).toBe('back');
  expect(standingKey({ action: 'rollback' }, 'restored')).toBe('restored');
});

test('targets are counted by state', () => {
  const three = release([part('web1'), part('web2', { vote: 'failed' }), part('db1')]);
  expect([...countTargets(three)]).toEqual([
    ['waiting', 2],
    ['failed', 1],
  ]);
});

test('a release is shown by how it ended, else by whether it has begun', () => {
  expect(releaseState({ state: 'settled', outcome: 'done' })).toBe('succeeded');
  expect(releaseState({ state: 'settled', outcome: 'partial' })).toBe('partial');
  expect(releaseState({ state: 'running', outcome: null })).toBe('running');
  expect(releaseState({ state: 'accepted', outcome: null })).toBe('queued');
});

test('what needs somebody stands first', () => {
  const some: StateName[] = ['uniform', 'drifted', 'running', 'failing', 'mixed'];
  expect(some.toSorted(byNeed)).toEqual(['failing', 'mixed', 'drifted', 'running', 'uniform']);
});

test('every state has a word of its own in both languages', () => {
  for (const language of ['en', 'zh'] as const) {
    const words = Object.values(stateRows).map(({ label }) => label[language]);
    expect(new Set(words).size).toBe(words.length);
    if (language === 'zh') expect(words.filter((word) => !/^[\u4e00-\u9fff]{2,6}$/.test(word))).toEqual([]);
  }
});
