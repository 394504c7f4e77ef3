import type { Step, StepContext } from '#release';
import { expect, test } from 'vitest';
import type { WorkerDeps } from '../state/dependencies.js';
import { createSecretStore } from '../secrets/secretStore.js';
import type { HostPhase } from './hostPhase.js';
import { runStep } from './runStep.js';

test('what a host waited for is shown before the end of the step clears it', async () => {
  const stored: string[] = [];
  const waits: (() => void)[] = [];
  const deps = {
    config: { worker: { apps: 1 } },
    records: {
      beginStep: () => Promise.resolve({ number: 1, cancelledBy: null }),
      wait: (_part: unknown, what: string) =>
        new Promise<void>((resolve) => waits.push(() => resolve(void stored.push(what)))),
      endStep: () => Promise.resolve(void stored.push('the end')),
    },
    ssh: {
      isConnected: () => true,
      run: (_target: unknown, { onLine }: { onLine: (line: string) => void }) => {
        onLine('waiting=the lock');
        onLine('waiting=the application');
        // The host has answered; the database takes its time.
        setImmediate(() => setImmediate(() => waits[0]!()));
        return Promise.resolve({ stdout: '', stderr: '', exitCode: 0, signal: null, durationMs: 1 });
      },
    },
    secrets: createSecretStore({}),
    target: () => ({}),
    now: () => new Date(),
    announce: () => undefined,
    tracing: { tell: () => undefined },
    log: { info: () => undefined, warn: () => undefined },
  } as unknown as WorkerDeps;
  const never = new AbortController().signal;
  const hostPhase = {
    request: {
      ...{ id: 'job', recorded: false, facts: {}, apps: [], batch: 0 },
      request: { kind: 'run', targets: { names: ['server'] }, command: 'uptime' },
      wire: { action: 'run', parameters: {} },
    },
    record: { app: { appKey: 'one', host: '10.0.0.1' }, randomStr: '1' },
    job: { requestId: 'job', appKey: 'one', phase: 'visit' },
    lease: null,
    stops: { cancelled: never, ending: never },
    place: { take: () => Promise.resolve(), leave: () => undefined },
  } as unknown as HostPhase;
  const step: Step = { name: 'run', instruct: () => ({ do: 'script', script: '', deadlineMs: 1000 }) };
  const done = runStep(deps, hostPhase, { do: 'step', step, undoing: false }, {} as StepContext, []);
  await expect.poll(() => waits.length).toBe(2);
  waits[1]!();
  await done;
  expect(stored).toEqual(['the lock', 'the application', 'the end']);
});
