import type { EventView, GroupView } from '#api';
import { listPage } from '../api/client.js';
import { useEvery } from '../parts/useEvery.js';
import type { Touched } from './touched.js';
import { useTouched, type Kept } from './useTouched.js';

/** That something was not seen for long is told by no event. */
const everyMs = 60_000;

/** The group of a name; null where there is none. */
export async function groupCalled(name: string): Promise<GroupView | null> {
  const { items } = await listPage('listGroups', { q: name });
  return items.find((one) => one.name === name) ?? null;
}

async function groupsCalled(names: readonly string[]): Promise<Map<string, GroupView>> {
  const found = await Promise.all(names.map(groupCalled));
  return new Map(found.flatMap((group) => (group ? [[group.name, group] as const] : [])));
}

/** The groups of the apps that changed. */
function touchedGroups(touched: Touched, events: readonly EventView[], shown: readonly GroupView[]): string[] | null {
  const groupOf = new Map(shown.flatMap(({ name, apps }) => apps.map((key) => [key, name] as const)));
  const keys = touched(
    events,
    [...groupOf.keys()].map((key) => ({ key, lease: null })),
  );
  return keys && [...new Set(keys.map((key) => groupOf.get(key)!))];
}

/** Keeps the groups that are shown: those that a release touched are asked for anew, all of them once in a while. */
export function useTouchedGroups(kept: Kept<GroupView>): void {
  useTouched(kept, { most: 3, touched: touchedGroups, load: groupsCalled });
  useEvery(everyMs, kept.again);
}
