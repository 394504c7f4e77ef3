import {
  expiredDirectories,
  gather,
  hostPaths,
  type App,
  type Cargo,
  type Facts,
  type PastRelease,
  type StepContext,
  type StepRecord,
  type Target,
} from '#release';
import type { House } from '../house.js';
import type { Visit } from './atWork.js';

const targetIn = (facts: Facts): Target | null =>
  facts.target_program ? { program: facts.target_program, config: facts.target_config || null } : null;

/** What a visit learns of an app's past once, however many steps ask. */
export interface Past {
  /** Finished releases, oldest first. */
  history(): Promise<PastRelease[]>;
  /** The bundle that made a directory of the host, or null. */
  bundleOf(directory: string): Promise<string | null>;
}

/** See Past. */
export function pastOf(house: House, app: App): Past {
  let releases: Promise<PastRelease[]> | undefined;
  const known = new Map<string, Promise<string | null>>();
  const history = (): Promise<PastRelease[]> => (releases ??= house.records.pastReleases(app.appKey));
  const ask = async (directory: string): Promise<string | null> => {
    // Who went back to a directory did not make it.
    const maker = (await history()).findLast((past) => past.programAfter === directory && !past.isRollback);
    return maker?.requestId ? await house.records.bundleOf(maker.randomStr) : null;
  };
  return {
    history,
    bundleOf: (directory) => {
      const asked = known.get(directory) ?? ask(directory);
      known.set(directory, asked);
      return asked;
    },
  };
}

/**
 * What is no longer kept on the app's host, as far as the records know. The release at hand is not counted: should it come
 * to nothing, as many good ones remain as before.
 */
async function expired(house: House, app: App, past: Past): Promise<string[]> {
  const history = await past.history();
  const newest = history.at(-1);
  if (!newest?.programAfter) return [];
  const abandoned = (await house.records.abandoned(app.appKey)).flatMap((stamp) => {
    const { program, config } = hostPaths(app, stamp, house.config.release.baseappDir);
    return config === null ? [program] : [program, config];
  });
  const live = { program: newest.programAfter, config: newest.configAfter };
  return expiredDirectories(history, live, house.config.release.keep, abandoned);
}

/** The bundle on its way to an app's host, held against the one that is live there, or should be: the host has the last word. */
async function cargoFor(house: House, { request, record }: Visit, facts: Facts, past: Past): Promise<Cargo> {
  const directory = facts.program_before ?? (await past.history()).at(-1)?.programAfter;
  const bundle = directory ? await past.bundleOf(directory) : null;
  const live = directory && bundle ? { directory, bundle } : null;
  return await house.cargoes.cargo(String(request.facts.bundle), record.app, live);
}

/** All that steps may know about one app of a request at this moment. */
export async function contextOf(
  house: House,
  visit: Visit,
  history: readonly StepRecord[],
  past: Past,
): Promise<StepContext> {
  const { request, record, job, lease } = visit;
  const { app } = record;
  const facts = gather(history);
  const shipping = request.action === 'release' && job.phase === 'prepare';
  return {
    app,
    requestId: request.id,
    stamp: request.stamp,
    parameters: request.parameters,
    fence: lease?.fence ?? 0,
    paths: hostPaths(app, request.stamp, house.config.release.baseappDir),
    settings: house.config.release,
    facts,
    cargo: shipping ? await cargoFor(house, visit, facts, past) : null,
    target: targetIn(facts),
    expired: shipping && history.length === 0 ? await expired(house, app, past) : [],
    confirm: request.rollout.confirm,
  };
}
