import { releaseStampIn, statement, type AppSeen, type RunningRelease, type Warning } from '#contract';
import { filledUp, placeholders, type Statements } from '#mysql';
import { believedFor, lastKnown, lookedApps, type LookedApp, type Looking } from '../looks/readLooks.js';
import { originsOf } from '../requests/attempts.js';
import { driftsSinceReleased, type SeenDrift } from './drifts.js';
import { liveReleases, type LiveTarget } from './live.js';

type RecordedDrift = Pick<SeenDrift, 'state' | 'at'>;

/** An app as the records saw it last; what was found before it was switched says nothing of what runs now. */
export function appFromRecords(app: string, live?: LiveTarget, drift?: RecordedDrift): AppSeen {
  const rest = { app, by: 'records', failing: null, moved: false, lost: null } as const;
  if (!live) return { ...rest, release: null, since: null, seenAt: null, drift: null, good: true };
  const { release, since, good, provenance } = live;
  const looked = drift && drift.at > since ? drift : null;
  const seenAt = looked && looked.at > live.seenAt ? looked.at : live.seenAt;
  const version = provenance.version ?? null;
  return { ...rest, release: { ...release, version }, since, seenAt, drift: looked?.state ?? null, good };
}

/** Whether what a look found live is what the records hold as live; directories are known by their stamps, wherever they lie. */
function isRecorded({ program, stamp }: LookedApp, live: LiveTarget): boolean {
  if (program === null || live.program === null) return program === live.program;
  const recorded = releaseStampIn(live.program);
  return stamp === null || recorded === null ? program === live.program : stamp === recorded;
}

/** An app as a look found it, laid over what the records have of it. */
function fromLook(
  recorded: AppSeen,
  look: LookedApp,
  live: LiveTarget | undefined,
  made: RunningRelease | undefined,
): AppSeen {
  const same = live !== undefined && isRecorded(look, live);
  const release = same ? recorded.release : look.stamp === null ? null : (made ?? { id: null, stamp: look.stamp });
  const since = same ? live.since : look.since;
  const found = look.drift;
  // Of what it did not make rexflow has no list: that is no news.
  const newer = found && release?.id && (since === null || found.at > since) ? found.state : null;
  return {
    ...recorded,
    ...{ release, since, by: 'look', good: true, failing: look.failing },
    moved: live !== undefined && !same && look.program !== null,
    drift: same ? (newer ?? recorded.drift) : null,
    seenAt: later(look.seenAt, same ? recorded.seenAt : null),
  };
}

const later = (a: Date | null, b: Date | null): Date | null => (a === null || (b !== null && b > a) ? b : a);

/** A look counts where nothing was done to the app since it began. */
const isNewest = (look: LookedApp, live: LiveTarget | undefined): boolean =>
  look.seenAt !== null && (live === undefined || look.seenAt > live.seenAt);

/** Why nobody knows any more how an app is; null where it was seen lately, or a request is at work on it. */
function lostBy({ host, held, service }: LookedApp, seenAt: Date | null, looking: Looking): Warning | null {
  const last = lastKnown(seenAt, held ? host.busyAt : null);
  if (last !== null && looking.now.getTime() - last.getTime() <= believedFor(looking)) return null;
  if (host.trouble) {
    const { code, message, details } = host.trouble;
    return details ? statement('warning.error', { error: { code, details, part: 'message' } }) : message;
  }
  if (service?.reason && service.state === 'unknown' && !held) return service.reason;
  return statement(held ? 'seen.atWork' : 'seen.nobody');
}

/** The releases that made directories of other releases than the records hold as live, by app. */
async function makersOf(
  sql: Statements,
  looks: ReadonlyMap<string, LookedApp>,
  live: ReadonlyMap<string, LiveTarget>,
): Promise<Map<string, RunningRelease>> {
  const moved = [...looks.values()].filter((look) => {
    const recorded = live.get(look.app);
    return look.stamp !== null && !(recorded && isRecorded(look, recorded));
  });
  if (moved.length === 0) return new Map();
  const [keys, stamps] = [filledUp(moved.map(({ app }) => app)), filledUp(moved.map(({ stamp }) => stamp!))];
  const rows = await sql.query<{ app_key: string; id: string; stamp: string; version: string | null }>(
    `SELECT h.app_key, r.id, r.stamp, h.version FROM rexflow_host_releases h JOIN rexflow_requests r ON r.id = h.request_id
     WHERE h.app_key IN (${placeholders(keys)}) AND r.stamp IN (${placeholders(stamps)}) AND r.action = 'release'`,
    [...keys, ...stamps],
  );
  const origins = await originsOf(sql, [...new Set(rows.map(({ id }) => id))]);
  return new Map(
    rows.flatMap(({ app_key: app, id, stamp, version }): [string, RunningRelease][] =>
      looks.get(app)?.stamp === stamp ? [[app, { ...(origins.get(id) ?? { id, stamp }), version }]] : [],
    ),
  );
}

/** An app as it was last seen, and what that was made of. */
export interface SeenApp {
  seen: AppSeen;
  live: LiveTarget | undefined;
  look: LookedApp | undefined;
}

/** How apps were last seen, by looks at their hosts and by the records, whichever is newer. The request `settling` counts as if it were settled. */
export async function appsSeen(
  sql: Statements,
  keys: readonly string[],
  looking: Looking | null = null,
  settling = '',
): Promise<Map<string, SeenApp>> {
  const [live, drifts, looks] = await Promise.all([
    liveReleases(sql, keys, settling),
    driftsSinceReleased(sql, keys),
    looking === null || looking.seconds === 0 ? new Map<string, LookedApp>() : lookedApps(sql, keys),
  ]);
  const makers = await makersOf(sql, looks, live);
  const seen = (app: string): AppSeen => {
    const recorded = appFromRecords(app, live.get(app), drifts.get(app));
    const look = looks.get(app);
    if (!look || !looking) return recorded;
    const merged = isNewest(look, live.get(app)) ? fromLook(recorded, look, live.get(app), makers.get(app)) : recorded;
    if (looking.resting?.has(app)) return { ...merged, failing: null, stopped: look.stopped !== null };
    return { ...merged, by: 'look', stopped: look.stopped !== null, lost: lostBy(look, merged.seenAt, looking) };
  };
  return new Map(keys.map((app) => [app, { seen: seen(app), live: live.get(app), look: looks.get(app) }]));
}
