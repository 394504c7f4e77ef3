import type { Sealed } from '#bundle';
import type { App } from '#release';
import type { WorkerDeps } from '../state/dependencies.js';

/** The bundle an app was released with last, as far as the store still has it. */
export interface NewestBundle {
  bundle: string;
  sealed: Sealed;
  /** Its program directory on the host. */
  directory: string;
}

/** The bundle of an app's newest release; null when the store does not have it any more, or it does not hold the app. */
export async function newestBundle(
  { historyOf, records, store }: WorkerDeps,
  app: App,
  open: (bundle: string) => Promise<Sealed | null> = store.open,
): Promise<NewestBundle | null> {
  const newest = (await historyOf(app).recent()).findLast((past) => past.requestId !== null && !past.isRollback);
  if (!newest?.programAfter) return null;
  const bundle = await records.bundleOf(newest.randomStr);
  const sealed = bundle ? await open(bundle) : null;
  if (!bundle || !sealed?.groups[app.group] || !sealed.configs[app.appKey]) return null;
  return { bundle, sealed, directory: newest.programAfter };
}
