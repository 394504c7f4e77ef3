import type { HostResult, TargetKey, Records } from '#records';
import { CodedError, type Phase } from '#contract';
import { expect, test } from 'vitest';
import { createWorkerMetrics, measured } from './metrics.js';

const nothing = () => Promise.resolve();
const stored = {
  beginStep: () => Promise.resolve({ number: 1, cancelledBy: null }),
  storeHostResult: nothing,
  enterPhase: nothing,
  endPhase: nothing,
} as unknown as Records;
const lease = { requestId: 'job', holder: 'walker', fence: 1 };
const part = (appKey: string, phase: Phase): TargetKey => ({ requestId: 'job', appKey, phase, lease: null });
const result = (vote: 'done' | 'failed'): HostResult => ({ vote, standing: null, trouble: null });

/** Lines of `rexflow_phase_seconds_count`, without their name. */
const counts = async (metrics: ReturnType<typeof createWorkerMetrics>): Promise<string[]> =>
  (await metrics.text())
    .split('\n')
    .filter((line) => line.startsWith('rexflow_phase_seconds_count'))
    .map((line) => line.replace('rexflow_phase_seconds_count', ''));

test('a phase done app by app is counted at each vote with its outcome, and not again when all have voted', async () => {
  const metrics = createWorkerMetrics({ connections: () => 0 });
  const records = measured(stored, metrics);
  await records.enterPhase(lease, 'prepare', 0);
  await Promise.all(['a', 'b'].map((app) => records.beginStep(part(app, 'prepare'), 'inspect')));
  await records.storeHostResult(part('a', 'prepare'), result('done'));
  await records.storeHostResult(part('b', 'prepare'), result('failed'));
  await records.storeHostResult(part('begun-elsewhere', 'prepare'), result('done'));
  await records.endPhase(lease, 'prepare', {});
  expect(await counts(metrics)).toEqual(['{phase="prepare",outcome="done"} 1', '{phase="prepare",outcome="failed"} 1']);
});

test('a phase done once has failed when there is trouble', async () => {
  const metrics = createWorkerMetrics({ connections: () => 0 });
  const records = measured(stored, metrics);
  await records.enterPhase(lease, 'stage', 0);
  await records.endPhase(lease, 'stage', { trouble: new CodedError('DISK_FULL', { path: '/' }).report() });
  expect(await counts(metrics)).toEqual(['{phase="stage",outcome="failed"} 1']);
});
