import { groupSeen, type AppSeen, type GroupSeen } from '#contract';
import type { Statements } from '#mysql';
import { driftsSinceReleased, type SeenDrift } from './drifts.js';
import { liveReleases, type LiveTarget } from './live.js';

/** An app as the records saw it last; what was found before it was switched says nothing of what runs now. */
export function appSeen(
  app: string,
  live: LiveTarget | undefined,
  drift: Pick<SeenDrift, 'state' | 'at'> | undefined,
): AppSeen {
  if (!live) return { app, release: null, since: null, seenAt: null, drift: null, good: true };
  const { release, since, good } = live;
  const looked = drift && drift.at > since ? drift : null;
  const seenAt = looked && looked.at > live.seenAt ? looked.at : live.seenAt;
  return { app, release, since, seenAt, drift: looked?.state ?? null, good };
}

/** What the apps of groups were last seen to run. The request `settling` counts as if it were settled. */
export async function groupsSeen(
  sql: Statements,
  groups: ReadonlyMap<string, readonly string[]>,
  settling = '',
): Promise<Map<string, GroupSeen>> {
  const keys = [...groups.values()].flat();
  const [live, drifts] = await Promise.all([liveReleases(sql, keys, settling), driftsSinceReleased(sql, keys)]);
  return new Map(
    [...groups].map(([name, apps]) => [
      name,
      groupSeen(apps.map((app) => appSeen(app, live.get(app), drifts.get(app)))),
    ]),
  );
}
