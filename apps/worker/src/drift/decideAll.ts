import type { Sealed } from '#bundle';
import type { App } from '#release';
import type { LiveTrees } from '../current/liveTrees.js';
import type { BundleInput } from '../state/onceJob.js';
import { decide, driftError, type Decided } from './decide.js';

/** What a release does with the hand-made changes of its hosts, app by app where there are any. */
export function decideAll({ request }: BundleInput, sealed: Sealed, live: LiveTrees): [App, Decided][] {
  return request.apps.flatMap(({ app }): [App, Decided][] => {
    const drift = live.drifts.get(app.appKey);
    const decided = typeof drift === 'object' ? decide(request, app, drift, sealed) : null;
    return decided ? [[app, decided]] : [];
  });
}

/** Requires that nothing is taken away that somebody wants asked for first. Throws DRIFTED, DRIFT_NOT_KEPT. */
export function requireDecided(all: readonly (readonly [App, Decided])[]): void {
  const error = driftError(all);
  if (error) throw error;
}
