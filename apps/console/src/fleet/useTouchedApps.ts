import type { AppView } from '#api';
import { appsOf } from '../api/client.js';
import { useTouched, type Kept } from './useTouched.js';

/** Keeps the apps that are shown: those a release touched are asked for anew. */
export function useTouchedApps(kept: Kept<AppView>): void {
  useTouched(kept, {
    most: 100,
    touched: (touched, events, shown) => touched(events, shown),
    load: async (keys) => new Map((await appsOf(keys)).map((app) => [app.key, app])),
  });
}
