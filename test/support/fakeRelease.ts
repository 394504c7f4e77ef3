import type { AppView, EventView, PartView, ReleaseView } from '#api';
import { app } from '../../apps/console/src/fleet/app.fixture.js';
import { part, release as running } from '../../apps/console/src/live/release.fixture.js';
import { seenByRecords } from './seenByRecords.js';

const steps = [
  ['prepare', 'inspect'],
  ['prepare', 'carry'],
  ['prepare', 'seal'],
  ['activate', 'activate'],
  ['activate', 'probe'],
] as const;
const began = Date.now() - 60_000;
export const at = (index: number): string => new Date(began + index * 25).toISOString();
export const release = 'f4e6b2d0-0000-4000-8000-000000000001';

export function partOf(index: number, groups: number): PartView {
  return part(`web${String(index + 1).padStart(3, '0')}`, {
    group: groups === 1 ? 'web' : `web-${(index % groups) + 1}`,
    host: `10.20.${Math.floor(index / 50)}.${(index % 50) + 10}`,
    batch: Math.floor(index / 25),
    randomStr: `r${index}`,
  });
}

export function releaseOf(parts: PartView[]): ReleaseView {
  return running(parts, {
    ...{ id: release, short: release.slice(-8) },
    request: {
      kind: 'release',
      targets: { names: ['web'] },
      source: { kind: 'environment', name: 'uat' },
      strategy: { batch: 25 },
      whenBusy: 'refuse',
    },
    parameters: { k: 'web', senv: 'uat', batch: '25' },
    caller: 'fake',
    ...{ acceptedAt: at(0), phaseAt: at(0) },
    rollout: { policy: 'stop', maxFailures: 5, batchSize: 25, confirm: 0 },
  });
}

/** The release as it stands in the records when its only phase was the one that failed. */
export function failedAtStage(parts: readonly PartView[]): ReleaseView {
  const trouble = {
    ...{ code: 'DOWNLOAD_FAILED', class: 'input', message: 'the package cannot be fetched', advice: null, at: null },
    details: {},
  } as ReleaseView['trouble'];
  const skipped = parts.map((part): PartView => ({ ...part, outcome: 'skipped', standing: 'old' }));
  return { ...releaseOf(skipped), state: 'settled', outcome: 'failed', phase: 'stage', settledAt: at(400), trouble };
}

/** Every event of the release, in the order it is told: all hosts take a step, then the next; each 40th fails to start. */
export function script(parts: readonly PartView[]): EventView[] {
  const told: Omit<EventView, 'id' | 'at' | 'release'>[] = [];
  for (const phase of ['stage', 'prepare']) told.push({ app: null, kind: 'phase', data: { phase, batch: 0 } });
  const failed = new Set<string>();
  for (const [phase, step] of steps) {
    if (step === 'activate') told.push({ app: null, kind: 'phase', data: { phase, batch: 0 } });
    for (const [index, { app }] of parts.entries()) {
      if (failed.has(app)) continue;
      const bad = step === 'probe' && index % 40 === 7;
      if (bad) failed.add(app);
      const trouble = bad ? { code: 'START_FAILED', message: 'it did not start' } : null;
      const bytes = step === 'carry' ? { bytes: 1_000_000 + index * 7919 } : {};
      told.push({ app, kind: 'step-begun', data: { phase, step } });
      told.push({ app, kind: 'step-ended', data: { phase, step, state: bad ? 'failed' : 'done', trouble, ...bytes } });
      if (step === 'seal' || step === 'probe') {
        const standing = step === 'probe' ? (bad ? 'restored' : 'new') : null;
        told.push({ app, kind: 'vote', data: { phase, vote: bad ? 'failed' : 'done', standing, trouble } });
      }
    }
  }
  return told.map((event, index) => ({ id: index + 1, at: at(index), release, ...event }));
}

/** What the records would have of it. */
export function happen(parts: readonly PartView[], { app, kind, data }: EventView): void {
  const part = parts.find((one) => one.app === app);
  if (!part) return;
  part.phase = data.phase as PartView['phase'];
  if (kind === 'step-begun') Object.assign(part, { step: data.step, vote: null });
  if (kind === 'vote') Object.assign(part, { vote: data.vote, standing: data.standing ?? part.standing });
}

export const appOf = ({ app: key, group, host }: PartView, live: AppView['live']): AppView =>
  app(key, {
    ...{ group, host, live },
    seen: {
      ...seenByRecords(live),
      ...(live?.good === false ? { state: 'failing', by: 'look', reason: 'it does not answer' } : {}),
    },
  });
