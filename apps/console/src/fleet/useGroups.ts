import type { GroupView } from '#api';
import { listAll } from '#api/client';
import { call } from '../api/client.js';
import { type Loaded, useLoad } from '../parts/useLoad.js';
import { useTouchedGroups } from './useTouchedGroups.js';

/** All groups with what they were seen to run, kept up to date. */
export function useGroups(): Loaded<GroupView[]> {
  const known = useLoad(async () => (await listAll({ call }, 'listGroups')).items, []);
  useTouchedGroups({
    shown: known.value ?? [],
    again: known.again,
    change: (fresh) => known.change((groups) => groups.map((group) => fresh.get(group.name) ?? group)),
  });
  return known;
}
