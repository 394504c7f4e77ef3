import type { EventView, PartView, ReleaseView } from '#contract';

type EventData = Partial<{
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
    const data = event.data as EventData;
    if (event.app === null) foldHead(next, event, data);
    else {
      const part = changed.get(event.app) ?? parts.get(event.app);
      if (part) changed.set(event.app, foldPart(part, event, data));
    }
  }
  if (changed.size > 0) next.apps = release.apps.map((part) => changed.get(part.app) ?? part);
  return next;
}

function foldHead(release: ReleaseView, event: EventView, data: EventData): void {
  if (event.kind === 'granted') {
    release.state = 'accepted';
    release.waiting = null;
  } else if (event.kind === 'phase') {
    release.state = 'running';
    release.phase = data.phase ?? release.phase;
    release.batch = data.batch ?? release.batch;
    release.phaseAt = event.at;
  } else if (event.kind === 'cancelled') release.cancelledBy = data.by ?? release.cancelledBy;
  else if (event.kind === 'settled') {
    release.state = 'settled';
    release.outcome = data.outcome ?? release.outcome;
    release.settledAt = event.at;
  }
}

function foldPart(part: PartView, event: EventView, data: EventData): PartView {
  const phase = data.phase ?? part.phase;
  switch (event.kind) {
    case 'step-begun':
      return { ...part, phase, vote: null, waiting: null, step: part.trouble ? part.step : (data.step ?? part.step) };
    case 'step-ended':
      return { ...part, phase, waiting: null };
    case 'waiting':
      return { ...part, phase, waiting: { for: data.for ?? '', since: part.waiting?.since ?? event.at } };
    case 'vote':
      return { ...part, phase, waiting: null, vote: data.vote ?? part.vote, standing: data.standing ?? part.standing };
    default:
      return part;
  }
}
