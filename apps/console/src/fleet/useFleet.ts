import type { AppView } from '#api';
import { listAll } from '#api/client';
import { call } from '../api/client.js';
import { type Loaded, useLoad } from '../parts/useLoad.js';
import { useTouchedApps } from './useTouchedApps.js';

/** All apps of the catalogue that can be told apart, kept up to date. */
export function useFleet(): Loaded<AppView[]> {
  const known = useLoad(async () => (await listAll({ call }, 'listApps')).items, []);
  useTouchedApps({
    shown: known.value ?? [],
    again: known.again,
    change: (fresh) => known.change((apps) => apps.map((app) => fresh.get(app.key) ?? app)),
  });
  return known;
}
