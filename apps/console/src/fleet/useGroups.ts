import type { GroupView } from '#api';
import { listAll, type ListPage } from '#api/client';
import { call } from '../api/client.js';
import { type Loaded, useLoad } from '../parts/useLoad.js';
import { useTouchedGroups } from './useTouchedGroups.js';

/** All groups with what they were seen to run, kept up to date, and the names of those without a row that can be used. */
export function useGroups(): Loaded<ListPage<GroupView> & { unusable?: string[] }> {
  const known = useLoad(() => listAll({ call }, 'listGroups'), []);
  useTouchedGroups({
    shown: known.value?.items ?? [],
    again: known.again,
    change: (fresh) =>
      known.change((all) => ({ ...all, items: all.items.map((group) => fresh.get(group.name) ?? group) })),
  });
  return known;
}
