import { expect, test } from 'vitest';
import type { PlanFindings, PlannedAppFindings } from '#contract';
import type { TargetRecord, RequestRecord } from '#records';
import { planView } from './plan.js';

const nothing = { total: 0, changed: 0, deleted: 0, added: 0, paths: { changed: [], deleted: [], added: [] } };
const planned: PlannedAppFindings = {
  appKey: 'web1',
  group: 'web',
  host: '10.0.0.1',
  batch: 0,
  live: { program: '/www/html_20260101_000000', config: null, configSum: null },
  steps: [],
  program: nothing,
  config: nothing,
  texts: [],
  bytes: 0,
  needed: 10 * 1024 * 1024,
  restarts: true,
};

/** The plan for one app with the given facts of its host. */
function seen(freeBytes: number | null) {
  const part = {
    app: { appKey: 'web1', host: '10.0.0.1', programLink: '/www/html' },
    vote: 'done',
    trouble: null,
    provenance: { version: '2.1.0' },
    facts: { processes: 1, freeBytes },
  } as unknown as TargetRecord;
  const at = new Date(0);
  const request = {
    id: 'r',
    caller: 'me',
    wire: { action: 'plan', parameters: {} },
    acceptedAt: at,
    settledAt: at,
    facts: {},
    apps: [part],
  };
  const rollout = { policy: 'stop', maxFailures: 0, batchSize: 1, confirm: 0 } as const;
  const bundle = { digest: 'd', bytes: 0, files: 0 };
  const plan: PlanFindings = { hash: 'h', bundle, rollout, sources: [], warnings: [], apps: [planned] };
  return planView(request as unknown as RequestRecord, plan);
}

test('a host with too little room is told by its path, what is free, what is needed and what to do', () => {
  const view = seen(1024 * 1024);
  expect(view.outcome).toBe('troubled');
  expect(view.apps[0]!.trouble).toMatchObject({
    code: 'DISK_FULL',
    message: '/www/html has 1024 KiB free, 10240 KiB are needed',
    advice: expect.stringMatching(/^Make room/) as unknown,
  });
});

test.each([10 * 1024 * 1024, null])('%s bytes free are no trouble', (free) => {
  expect(seen(free)).toMatchObject({ outcome: 'ready', apps: [{ trouble: null, freeBytes: free }] });
});
