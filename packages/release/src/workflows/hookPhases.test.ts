import { expect, test } from 'vitest';
import type { Phase } from '#contract';
import type { Hook } from '../model/hook.js';
import { rollbackRequest, someRequests } from '../testing/requests.js';
import { hasWorkIn, nextPhase, type AppProgress, type Progress } from './nextPhase.js';

const hook = (when: Hook['when'], run: Hook['run'], more: Partial<Hook> = {}): Hook => ({
  name: 'migrate',
  when,
  run,
  command: 'true',
  seconds: 1,
  onFailure: 'fail',
  ...more,
});
const app = (appKey: string, hooks: Hook[], more: Partial<AppProgress>): AppProgress => ({
  app: { appKey, group: 'web', hooks },
  batch: 0,
  phase: 'prepare',
  vote: 'done',
  step: 'inspect',
  standing: 'old',
  trouble: null,
  ...more,
});

/** The phase that follows one of a release of two apps with these hooks, and which of them take part in it. */
function after(ended: Phase, hooks: Hook[], parts: Partial<AppProgress>[], more: Partial<Progress> = {}) {
  const progress: Progress = {
    request: someRequests.release!,
    ended,
    batch: 0,
    failed: false,
    cancelled: false,
    rollout: { policy: 'undo', maxFailures: 0 },
    apps: parts.map((part, index) => app(`web-${index + 1}`, hooks, { phase: ended, ...part })),
    ...more,
  };
  const next = nextPhase(progress);
  return `${next.phase}: ${progress.apps.flatMap((one) => (hasWorkIn(one, next, progress) ? [one.app.appKey] : [])).join(' ')}`;
}

const migrate = hook('before-switch', 'once');
const isNew = { standing: 'new' } as const;
const isBack = { vote: 'failed', standing: 'restored' } as const;

test.each<[string, Hook[], string]>([
  ['nothing of it', [hook('before-switch', 'each')], 'activate: web-1 web-2'],
  ['the first app of a group', [migrate], 'hooks: web-1'],
  ['the app that it names', [hook('before-switch', 'once', { on: 'web-2' })], 'hooks: web-2'],
  [
    'the first app, where the one that it names is not there',
    [hook('before-switch', 'once', { on: 'web-9' })],
    'hooks: web-1',
  ],
])('what runs once runs when all hosts are ready: %s', (_, hooks, phase) => {
  expect(after('prepare', hooks, [{}, {}])).toBe(phase);
});

test('a hook that fails switches no host, and one that is through lets them all go on', () => {
  expect(after('hooks', [migrate], [{}, { phase: 'prepare' }])).toBe('activate: web-1 web-2');
  expect(after('hooks', [migrate], [{ vote: 'failed' }, { phase: 'prepare' }])).toBe('discard: web-1 web-2');
});

test('what comes after all runs where all have become new, and only there', () => {
  const [each, once] = [hook('after-all', 'each'), hook('after-all', 'once')];
  expect(after('activate', [each], [isNew, isNew])).toBe('wrapUp: web-1 web-2');
  expect(after('activate', [once], [isNew, isNew])).toBe('wrapUp: web-1');
  expect(after('wrapUp', [each], [isNew, isNew])).toMatch(/^settle/);
  const rollout = { policy: 'continue', maxFailures: 0 } as const;
  expect(after('activate', [each], [isNew, isBack], { rollout })).toMatch(/^settle/);
});

test('what ran once is undone once no host of its group runs the new release', () => {
  const hooks = [hook('before-switch', 'once', { onUndo: 'true' })];
  expect(after('activate', hooks, [isNew, isBack])).toBe('undo: web-1');
  expect(after('undo', hooks, [{ standing: 'restored' }, { ...isBack, phase: 'activate' }])).toBe(
    'hooksUndo: web-1 web-2',
  );
  expect(after('undo', hooks, [{ standing: 'unknown' }, { ...isBack, phase: 'activate' }])).toMatch(/^settle/);
  const rollout = { policy: 'stop', maxFailures: 0 } as const;
  expect(after('activate', hooks, [isNew, isBack], { rollout })).toMatch(/^settle/);
  expect(after('activate', hooks, [isBack, isBack], { repeats: true })).toMatch(/^settle/);
  const cancelled = true;
  expect(after('hooks', hooks, [{}, { phase: 'prepare' }], { cancelled })).toBe('hooksUndo: web-1');
  expect(after('hooksUndo', hooks, [{}, { phase: 'prepare' }], { cancelled })).toBe('discard: web-2');
});

test('an undo that is asked for undoes it, too, and a rollback does not', () => {
  const hooks = [hook('before-switch', 'once', { onUndo: 'true' })];
  const asked = (to: Parameters<typeof rollbackRequest>[0]) => ({ request: rollbackRequest(to) });
  const undo = asked({ kind: 'before', release: 'r' });
  expect(after('prepare', hooks, [{}, {}], undo)).toBe('activate: web-1 web-2');
  expect(after('activate', hooks, [isNew, isNew], undo)).toBe('hooksUndo: web-1');
  expect(after('hooksUndo', hooks, [isNew, { ...isNew, phase: 'activate' }], undo)).toMatch(/^settle/);
  expect(after('activate', hooks, [isNew, isNew], asked({ kind: 'previous' }))).toMatch(/^settle/);
});

test('no host goes back after a hook that says that this cannot be', () => {
  const hooks = [hook('before-switch', 'once', { reversible: false })];
  expect(after('activate', hooks, [isNew, { vote: 'failed', standing: 'down' }])).toMatch(/^settle/);
});
