import { expect, test } from 'vitest';
import { requestKinds, type Phase, type RequestKind, type ServiceOperation } from '#contract';
import { workflows } from './workflows.js';
import { isPerApp, nextPhase, hasWorkIn, type AppProgress, type Progress } from './nextPhase.js';
import { rollbackRequest, serviceRequest, someRequests } from '../testing/requests.js';

const app = (phase: Phase | null, vote: AppProgress['vote'], more: Partial<AppProgress> = {}): AppProgress => ({
  app: { appKey: 'web', group: 'web' },
  batch: 0,
  phase,
  vote,
  step: phase && 'inspect',
  standing: null,
  trouble: null,
  ...more,
});
const good = (batch = 0): AppProgress => app('activate', 'done', { batch, standing: 'new' });
const bad = (batch = 0): AppProgress => app('activate', 'failed', { batch, standing: 'restored' });
const waiting = (batch: number): AppProgress => app('prepare', 'done', { batch, standing: 'old' });

const ofRelease = (apps: readonly AppProgress[]) => ({ request: someRequests.release!, apps });

const after = (kind: RequestKind, ended: Phase | null, more: Partial<Progress> = {}) =>
  nextPhase({
    request: someRequests[kind]!,
    ended,
    batch: 0,
    failed: false,
    cancelled: false,
    rollout: { policy: 'stop', maxFailures: 0 },
    apps: [app(ended, ended && 'done')],
    ...more,
  });
const phaseAfter = (...given: Parameters<typeof after>) => after(...given).phase;

test('where nothing ever began there is nothing to take away', () => {
  const unbegun = app('prepare', 'failed', { step: null });
  expect(hasWorkIn(unbegun, { phase: 'discard', batch: 0 }, ofRelease([unbegun]))).toBe(false);
  expect(phaseAfter('release', 'prepare', { cancelled: true, apps: [unbegun] })).toBe('settle');
  expect(phaseAfter('release', 'prepare', { cancelled: true, apps: [unbegun, waiting(0)] })).toBe('discard');
});

test('every kind of request a worker carries out has a plan', () => {
  const jobs = Object.entries(requestKinds).flatMap(([kind, { runs }]) => (runs === 'worker' ? [kind] : []));
  expect(Object.keys(workflows).sort()).toEqual(jobs.sort());
});

test('a release goes from stage over prepare and activate to settle', () => {
  const phases = [null, 'stage', 'prepare', 'activate'] as const;
  expect(phases.map((ended) => phaseAfter('release', ended))).toEqual(['stage', 'prepare', 'activate', 'settle']);
});

test('no host is switched after a prepare that failed or was cancelled', () => {
  const apps = [app('prepare', 'failed'), app('prepare', 'done')];
  expect(phaseAfter('release', 'prepare', { apps })).toBe('discard');
  expect(phaseAfter('release', 'prepare', { cancelled: true })).toBe('discard');
  expect(phaseAfter('release', 'discard', { apps: [app('discard', 'failed')] })).toBe('settle');
  expect(phaseAfter('rollback', 'prepare', { apps })).toBe('discard');
  expect(phaseAfter('service', 'visit', { apps: [app('visit', 'failed')] })).toBe('settle');
});

test('a restart and a reload go from batch to batch until a host fails, a start and a stop go to all at once', () => {
  const rolling = (operation: ServiceOperation, more: Partial<Progress> = {}) =>
    after('service', 'visit', { request: { ...serviceRequest(operation) }, ...more });
  const apps = [app('visit', 'done'), app(null, null, { batch: 1 })];
  for (const operation of ['restart', 'reload'] as const) {
    expect(rolling(operation, { apps })).toEqual({ phase: 'visit', batch: 1 });
    expect(rolling(operation, { apps, batch: 1 }).phase).toBe('settle');
    expect(rolling(operation, { apps, cancelled: true }).phase).toBe('settle');
    const failed = [app('visit', 'failed'), apps[1]!];
    const next = (policy: Progress['rollout']['policy'], maxFailures = 0) =>
      rolling(operation, { apps: failed, rollout: { policy, maxFailures } }).phase;
    expect([next('stop'), next('undo'), next('continue'), next('stop', 1)]).toEqual([
      'settle',
      'settle',
      'visit',
      'visit',
    ]);
  }
  const works = (operation: ServiceOperation) =>
    apps.map((one) => hasWorkIn(one, { phase: 'visit', batch: 0 }, { request: serviceRequest(operation), apps }));
  expect([works('restart'), works('stop')]).toEqual([
    [true, false],
    [true, true],
  ]);
  expect(rolling('stop', { apps }).phase).toBe('settle');
});

test('no policy lets a host be switched that others did not vote for', () => {
  const apps = [app('prepare', 'failed'), app('prepare', 'done')];
  for (const policy of ['stop', 'undo', 'continue'] as const) {
    expect(phaseAfter('release', 'prepare', { apps, rollout: { policy, maxFailures: 9 } })).toBe('discard');
  }
});

test('a plain rollback goes on without the hosts whose way back is gone, and any other does not', () => {
  const held = (code: 'NO_PREVIOUS' | 'TARGET_GONE' | 'UNREACHABLE'): AppProgress =>
    app('prepare', 'failed', { trouble: { code }, standing: 'old' });
  const apps = [held('NO_PREVIOUS'), waiting(0), held('TARGET_GONE'), waiting(1)];
  expect(after('rollback', 'prepare', { apps })).toEqual({ phase: 'activate', batch: 0 });
  expect(apps.map((one) => hasWorkIn(one, { phase: 'activate', batch: 0 }, ofRelease(apps)))).toEqual([
    false,
    true,
    false,
    false,
  ]);
  const through = [held('NO_PREVIOUS'), good(), held('TARGET_GONE'), good(1)];
  expect(phaseAfter('rollback', 'activate', { apps: through, batch: 1 })).toBe('settle');
  expect(phaseAfter('rollback', 'prepare', { apps: [held('NO_PREVIOUS'), held('TARGET_GONE')] })).toBe('discard');
  expect(phaseAfter('rollback', 'prepare', { apps: [...apps, held('UNREACHABLE')] })).toBe('discard');
  expect(phaseAfter('rollback', 'prepare', { apps, cancelled: true })).toBe('discard');
  expect(phaseAfter('rollback', 'prepare', { apps, request: rollbackRequest({ kind: 'release', id: '1' }) })).toBe(
    'discard',
  );
  expect(phaseAfter('rollback', 'prepare', { apps, request: rollbackRequest({ kind: 'marked' }) })).toBe('discard');
  expect(phaseAfter('release', 'prepare', { apps })).toBe('discard');
});

test('a stage that failed touches no host', () => {
  expect(phaseAfter('release', 'stage', { failed: true })).toBe('settle');
  expect(phaseAfter('release', null, { cancelled: true })).toBe('settle');
});

test('batches follow one another while all goes well', () => {
  const apps = [good(), good(), waiting(1), waiting(2)];
  expect(after('release', 'activate', { apps })).toEqual({ phase: 'activate', batch: 1 });
  expect(after('release', 'activate', { apps: [good(), good(1), good(2)], batch: 2 }).phase).toBe('settle');
});

test('stop: a failed batch is the last one, and what lies ready on the others is taken away', () => {
  expect(phaseAfter('release', 'activate', { apps: [good(), bad(), waiting(1)] })).toBe('discard');
  expect(phaseAfter('release', 'activate', { apps: [good(), bad()] })).toBe('settle');
  expect(phaseAfter('rollback', 'activate', { apps: [good(), bad(), waiting(1)] })).toBe('discard');
});

test('undo: every switched host goes back, then the others are tidied', () => {
  const rollout = { policy: 'undo', maxFailures: 0 } as const;
  const apps = [good(), bad(), waiting(1)];
  expect(phaseAfter('release', 'activate', { apps, rollout })).toBe('undo');
  const back = [app('undo', 'done', { standing: 'restored' }), bad(), waiting(1)];
  expect(phaseAfter('release', 'undo', { apps: back, rollout })).toBe('discard');
  expect(phaseAfter('release', 'undo', { apps: back.slice(0, 2), rollout })).toBe('settle');
  expect(phaseAfter('release', 'activate', { apps: [bad()], rollout })).toBe('settle');
  const unasked = app('activate', 'failed', { standing: 'unknown' });
  expect(phaseAfter('release', 'activate', { apps: [unasked], rollout })).toBe('undo');
});

test('continue: no failure keeps the next batch from its turn, a cancel does', () => {
  const rollout = { policy: 'continue', maxFailures: 0 } as const;
  const apps = [bad(), waiting(1)];
  expect(phaseAfter('release', 'activate', { apps, rollout })).toBe('activate');
  expect(phaseAfter('release', 'activate', { apps, rollout, cancelled: true })).toBe('discard');
});

test('as many failures as may happen are put up with', () => {
  const rollout = { policy: 'undo', maxFailures: 1 } as const;
  expect(phaseAfter('release', 'activate', { apps: [bad(), good(), waiting(1)], rollout })).toBe('activate');
  expect(phaseAfter('release', 'activate', { apps: [bad(), bad(), good(), waiting(1)], rollout })).toBe('undo');
});

test('who takes part in a phase stays the same while it goes on', () => {
  const apps = [good(), bad(), waiting(1)];
  const part = (phase: Phase) => apps.map((one) => hasWorkIn(one, { phase, batch: 0 }, ofRelease(apps)));
  expect(part('undo')).toEqual([true, false, false]);
  expect(part('discard')).toEqual([false, false, true]);
  apps[0] = app('undo', null, { standing: 'new' });
  expect(part('undo')).toEqual([true, false, false]);
  apps[0] = app('undo', 'done', { standing: 'restored' });
  expect(part('undo')).toEqual([true, false, false]);
});

test('every action ends in settle, whatever fails', () => {
  for (const action of Object.keys(workflows) as RequestKind[]) {
    for (const policy of ['stop', 'undo', 'continue'] as const) {
      for (const phase of workflows[action]!.phases) {
        let at: Phase = phase;
        for (let steps = 0; at !== 'settle'; steps += 1) {
          expect(steps).toBeLessThan(5);
          const apps = [app(at, 'failed', { standing: 'unknown' }), waiting(0)];
          at = phaseAfter(action, at, { failed: true, apps, rollout: { policy, maxFailures: 0 } });
        }
      }
    }
  }
});

test('stage and collect run once, the others app by app', () => {
  expect(isPerApp('release', 'stage')).toBe(false);
  expect(isPerApp('release', 'prepare')).toBe(true);
  expect(isPerApp('download', 'collect')).toBe(false);
  expect(isPerApp('check', 'visit')).toBe(true);
});
