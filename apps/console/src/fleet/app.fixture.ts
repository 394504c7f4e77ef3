import type { AppView, GroupView } from '#api';

/** What is live on an app, but for what is given. */
export const live = (stamp: string, given: Partial<NonNullable<AppView['live']>> = {}): AppView['live'] => ({
  release: `release-of-${stamp}`,
  stamp,
  program: null,
  config: null,
  version: null,
  commit: null,
  links: { commit: null, build: null },
  since: '2026-01-31T12:00:00.000Z',
  good: true,
  ...given,
});

/** How an app was seen last, by a look, but for what is given. */
export const seenAs = (state: AppView['seen']['state'], given: Partial<AppView['seen']> = {}): AppView['seen'] => ({
  ...{ state, by: 'look', at: '2026-01-31T12:30:00.000Z', reason: null, since: null, release: null, moved: false },
  ...given,
});

/** The service of an app at whose host nobody has looked. */
export const unseenService: AppView['serviceSeen'] = {
  ...{ state: 'unknown', at: null, since: null, pids: [], restarts: null, reason: null, stopped: null },
};

/** An app that runs nothing, but for what is given. */
export const app = (key: string, given: Partial<AppView> = {}): AppView => ({
  key,
  group: 'web',
  host: `host-of-${key}`,
  layout: 'separate',
  automated: true,
  restarts: true,
  service: 'init',
  restart: 'restart',
  healthUrl: null,
  checks: [],
  problem: null,
  lease: null,
  drift: null,
  live: null,
  seen: seenAs('unknown', { by: 'records', at: null }),
  serviceSeen: unseenService,
  ...given,
});

/** A drift of so many files. */
export const drifted = (total: number): AppView['drift'] => ({
  ...{ state: 'drifted', release: null, digest: null, asked: 'job', at: '2026-01-31T13:00:00.000Z' },
  files: { total, changed: total, deleted: 0, added: 0 },
  paths: [],
});

/** A group whose one target runs one release, but for what is given. */
export const group = (name: string, given: Partial<GroupView> = {}): GroupView => ({
  ...{ name, apps: [name], state: 'uniform', releases: [share('20260202_000000', [name])] },
  ...{ failing: [], drifted: [], unknown: [], stopped: [] },
  ...{ since: '2026-02-02T00:00:00.000Z', seenAt: '2026-02-03T00:00:00.000Z', by: 'look' },
  rollout: { policy: 'stop', rollbackPolicy: 'continue', maxFailures: '0', batch: '1', confirm: 0 },
  ...given,
});

/** What these targets were seen to run. */
export const share = (stamp: string, apps: string[]): GroupView['releases'][number] => ({
  ...{ release: `release-of-${stamp}`, stamp, apps, version: null },
});
