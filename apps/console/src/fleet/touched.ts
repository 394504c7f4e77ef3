import type { AppView, EventView } from '#api';

/** Actions that change nothing that is shown of an app. */
const readingActions = ['check', 'doctor', 'plan'];
/** So many releases are remembered. */
const most = 500;

/** A shown app, with who changes it as far as that is known. */
type Shown = Pick<AppView, 'key' | 'lease'>;

/** The keys of the shown apps that changed by these events; null when that is unknown. */
export type Touched = (events: readonly EventView[], shown: readonly Shown[]) => string[] | null;

/** See Touched. Only its acceptance names the apps of a release: they are remembered for its end. */
export function createTouched(): Touched {
  const appsOf = new Map<string, readonly string[]>();

  function remember({ release, data }: EventView): readonly string[] {
    const { action, apps } = data as { action?: string; apps?: string[] };
    const named = readingActions.includes(action ?? '') ? [] : (apps ?? []);
    appsOf.set(release, named);
    if (appsOf.size > most) appsOf.delete(appsOf.keys().next().value!);
    return named;
  }

  return (events, shown) => {
    const keys = new Set<string>();
    for (const event of events) {
      if (event.kind === 'queued') remember(event);
      else if (event.kind === 'accepted') for (const key of remember(event)) keys.add(key);
      else if (event.kind === 'skipped' || event.kind === 'seen')
        for (const key of (event.data as { apps?: string[] }).apps ?? []) keys.add(key);
      else if (event.kind === 'granted' || event.kind === 'settled') {
        const known =
          appsOf.get(event.release) ??
          shown.filter(({ lease }) => lease?.release === event.release).map(({ key }) => key);
        if (known.length === 0 && !appsOf.has(event.release)) return null;
        for (const key of known) keys.add(key);
        if (event.kind === 'settled') appsOf.delete(event.release);
      }
    }
    // What there is may be something else now.
    if (events.some(({ kind }) => kind === 'catalogue')) return null;
    return shown.filter(({ key }) => keys.has(key)).map(({ key }) => key);
  };
}
