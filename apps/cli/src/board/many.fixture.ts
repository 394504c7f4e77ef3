import type { EventView, ReleaseView } from '#api';

const id = '6f0c7a52-0000-4000-8000-000000000000';

const provenance = { version: null, commit: null, branch: null, build: null };

/** A release of so many hosts as it is when it was accepted. */
export function releaseOf(hosts: number, batchSize = hosts): ReleaseView {
  const apps = Array.from({ length: hosts }, (_, index) => ({
    app: `web${index + 1}`,
    group: 'web',
    host: `10.0.${Math.floor(index / 250)}.${(index % 250) + 1}`,
    batch: Math.floor(index / batchSize),
    ...{ phase: null, step: null, vote: null, standing: null, outcome: null, trouble: null, waiting: null },
    ...{ bytes: null, facts: {}, randomStr: String(index), provenance },
  }));
  return {
    ...{ id, short: id.slice(-8), action: 'release', parameters: {}, caller: 'admin' },
    request: {
      ...{ kind: 'release', targets: { all: true }, whenBusy: 'refuse' },
      ...{ source: { kind: 'updateDirectory' }, strategy: {} },
    },
    ...{ state: 'accepted', phase: null, batch: 0, outcome: null, phaseAt: null, settledAt: null },
    ...{ cancelledBy: null, paused: null, retryOf: null, trouble: null, bundle: null, waiting: null, switches: [] },
    ...{ diff: null, sources: [], warnings: [], skipped: [], provenance, versions: [], note: null, onBehalfOf: null },
    links: { commit: null, build: null },
    mixed: null,
    rollout: { policy: 'stop', maxFailures: 0, batchSize, confirm: 0 },
    acceptedAt: new Date(start).toISOString(),
    apps,
  } as ReleaseView;
}

/** When it all began. */
export const start = Date.parse('2026-01-31T12:00:00.000Z');
let last = 0;

/** Something that happened `ms` after the start. */
export function event(
  ms: number,
  kind: EventView['kind'],
  app: string | null,
  data: Record<string, unknown> = {},
): EventView {
  return { id: ++last, at: new Date(start + ms).toISOString(), release: id, app, kind, data };
}

/** What is told of a step on an app, from its begin to its end; without an end while it is at it. */
export function stepOn(
  app: string,
  phase: string,
  step: string,
  from: number,
  to?: number,
  bytes?: number,
): EventView[] {
  const begun = event(from, 'step-begun', app, { phase, step });
  if (to === undefined) return [begun];
  const sent = bytes === undefined ? {} : { bytes };
  return [begun, event(to, 'step-ended', app, { phase, step, state: 'done', trouble: null, ...sent })];
}

/** A release of many hosts in the middle of its activation: one in 20 failed, some are at work, the rest wait. */
export function midway(release: ReleaseView): EventView[] {
  const events = [event(0, 'accepted', null), event(10, 'phase', null, { phase: 'stage', batch: 0 })];
  events.push(event(3000, 'phase', null, { phase: 'prepare', batch: 0 }));
  for (const [index, { app }] of release.apps.entries()) {
    events.push(...stepOn(app, 'prepare', 'inspect', 3000, 3100 + index));
    events.push(...stepOn(app, 'prepare', 'carry', 3100 + index, 5000 + 3 * index, 1_200_000 + index * 1000));
    events.push(...stepOn(app, 'prepare', 'seal', 5000 + 3 * index, 5400 + 3 * index));
    events.push(
      event(5400 + 3 * index, 'vote', app, { phase: 'prepare', vote: 'done', standing: 'old', trouble: null }),
    );
  }
  events.push(event(7000, 'phase', null, { phase: 'activate', batch: 1 }));
  const trouble = { code: 'START_FAILED', message: 'the application does not run 5 s after its start' };
  for (const [index, { app, batch }] of release.apps.entries()) {
    if (batch > 1) continue;
    const done = batch === 0;
    events.push(...stepOn(app, 'activate', 'activate', 7000, done ? 8000 : undefined));
    if (!done) continue;
    const failed = index % 20 === 7;
    if (!failed) events.push(...stepOn(app, 'activate', 'probe', 8000, 8500));
    const vote = failed
      ? { phase: 'activate', vote: 'failed', standing: 'restored', trouble }
      : { phase: 'activate', vote: 'done', standing: 'new', trouble: null };
    events.push(event(8600, 'vote', app, vote));
  }
  return events;
}
