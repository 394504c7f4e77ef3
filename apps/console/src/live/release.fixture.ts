import type { PartView, ReleaseView } from '#api';

const provenance = { version: null, commit: null, branch: null, build: null };

/** One app's part as it is before anything happened, but for what is given. */
export const part = (app: string, given: Partial<PartView> = {}): PartView => ({
  app,
  group: 'web',
  host: `host-of-${app}`,
  batch: 0,
  phase: null,
  step: null,
  vote: null,
  standing: null,
  outcome: null,
  trouble: null,
  waiting: null,
  bytes: null,
  facts: {},
  provenance,
  randomStr: app,
  ...given,
});

/** A running release of these parts. */
export const release = (apps: PartView[], given: Partial<ReleaseView> = {}): ReleaseView => ({
  ...{ id: 'r', short: 'r' },
  action: 'release',
  request: {
    kind: 'release',
    targets: { names: ['web'] },
    source: { kind: 'updateDirectory' },
    strategy: {},
    whenBusy: 'refuse',
  },
  parameters: { k: 'web' },
  caller: 'admin',
  state: 'running',
  phase: 'prepare',
  batch: 0,
  outcome: null,
  acceptedAt: '2026-01-31T12:00:00.000Z',
  phaseAt: null,
  settledAt: null,
  cancelledBy: null,
  retryOf: null,
  trouble: null,
  paused: null,
  rollout: { policy: 'stop', maxFailures: 0, batchSize: 1, confirm: 0 },
  bundle: null,
  waiting: null,
  switches: [],
  diff: null,
  sources: [],
  warnings: [],
  skipped: [],
  ...{ provenance, versions: [], note: null, onBehalfOf: null, links: { commit: null, build: null } },
  mixed: null,
  apps,
  ...given,
});
