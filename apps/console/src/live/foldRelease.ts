import type { EventView, PartView, ReleaseView } from '#contract';

type Told = Partial<{
  phase: PartView['phase'];
  batch: number;
  step: string;
  vote: PartView['vote'];
  standing: PartView['standing'];
  outcome: ReleaseView['outcome'];
  by: string;
  for: string;
}>;

/**
 * A release once these events have happened, as far as events tell: its end and its troubles have more in the records.
 * Parts that did not change keep their identity. An event that is in the release already changes nothing.
 */
export function foldRelease(release: ReleaseView, events: readonly EventView[]): ReleaseView {
  const own = events.filter((event) => event.release === release.id);
  if (own.length === 0) return release;
  const next: ReleaseView = { ...release };
  const changed = new Map<string, PartView>();
  const parts = new Map(release.apps.map((part) => [part.app, part]));
  for (const event of own) {
    const told = event.data as Told;
    if (event.app === null) foldHead(next, event, told);
    else {
      const part = changed.get(event.app) ?? parts.get(event.app);
      if (part) changed.set(event.app, foldPart(part, event, told));
    }
  }
  if (changed.size > 0) next.apps = release.apps.map((part) => changed.get(part.app) ?? part);
  return next;
}

function foldHead(release: ReleaseView, event: EventView, told: Told): void {
  if (event.kind === 'granted') {
    release.state = 'accepted';
    release.waiting = null;
  } else if (event.kind === 'phase') {
    release.state = 'running';
    release.phase = told.phase ?? release.phase;
    release.batch = told.batch ?? release.batch;
    release.phaseAt = event.at;
  } else if (event.kind === 'cancelled') release.cancelledBy = told.by ?? release.cancelledBy;
  else if (event.kind === 'settled') {
    release.state = 'settled';
    release.outcome = told.outcome ?? release.outcome;
    release.settledAt = event.at;
  }
}

function foldPart(part: PartView, event: EventView, told: Told): PartView {
  const phase = told.phase ?? part.phase;
  switch (event.kind) {
    case 'step-begun':
      return { ...part, phase, vote: null, waiting: null, step: part.trouble ? part.step : (told.step ?? part.step) };
    case 'step-ended':
      return { ...part, phase, waiting: null };
    case 'waiting':
      return { ...part, phase, waiting: { for: told.for ?? '', since: part.waiting?.since ?? event.at } };
    case 'vote':
      return { ...part, phase, waiting: null, vote: told.vote ?? part.vote, standing: told.standing ?? part.standing };
    default:
      return part;
  }
}
