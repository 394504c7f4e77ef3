import { groupSeen, type GroupSeen } from '#contract';
import type { Statements } from '#mysql';
import type { Looking } from '../looks/readLooks.js';
import { appsSeen } from './appsSeen.js';

/**
 * What the apps of groups were last seen to run; without `looking` as the records have it. The request `settling` counts as if it
 * were settled.
 */
export async function groupsSeen(
  sql: Statements,
  groups: ReadonlyMap<string, readonly string[]>,
  settling = '',
  looking: Looking | null = null,
): Promise<Map<string, GroupSeen>> {
  const seen = await appsSeen(sql, [...new Set([...groups.values()].flat())], looking, settling);
  return new Map([...groups].map(([name, apps]) => [name, groupSeen(apps.map((app) => seen.get(app)!.seen))]));
}
