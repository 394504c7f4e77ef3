import { useRef } from 'preact/hooks';
import type { AppView, UnusableRowView } from '#api';
import { listAll, type ListPage } from '#api/client';
import { call, listPage } from '../api/client.js';
import { isVersionText, runsVersion } from '../fleet/versionText.js';
import { useTouchedApps } from '../fleet/useTouchedApps.js';
import { type Pages, usePages } from '../parts/usePages.js';

/** Targets that are shown at first, and with each "more". */
const size = 200;

/** The rows of the group that are no targets; an earlier version tells none. */
interface Unusable {
  unusable?: UnusableRowView[];
  unusableTotal?: number;
}

/** The targets of a group that hold a text, a page at a time, kept up to date as events tell. */
export interface ShownTargets extends Pages<AppView, Unusable> {
  /** All targets of the group, whichever are searched for; null while that is unknown, or where they are more than a page. */
  whole: readonly AppView[] | null;
}

/** What runs is not in the catalogue: for a version all targets of the group are looked through. */
async function found(
  group: string,
  text: string,
  query: { limit: number; cursor?: string },
): Promise<ListPage<AppView> & Unusable> {
  if (!isVersionText(text)) return await listPage('listApps', { group, q: text, ...query });
  const { items } = await listAll({ call }, 'listApps', { query: { group } });
  return {
    items: items.filter((app) => runsVersion(app, text) || `${app.key} ${app.host}`.includes(text)),
    next: null,
  };
}

/** See ShownTargets. */
export function useTargets(group: string, text: string): ShownTargets {
  const known = usePages((rows) => found(group, text, rows), size, [group, text]);
  const last = useRef<readonly AppView[] | null>(null);
  if (text === '' && known.value) last.current = known.more ? null : known.value.items;
  useTouchedApps({
    shown: known.value?.items ?? [],
    again: known.again,
    change: (fresh) => known.change((apps) => apps.map((app) => fresh.get(app.key) ?? app)),
  });
  return { ...known, whole: last.current };
}
