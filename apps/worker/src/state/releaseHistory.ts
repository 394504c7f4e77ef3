import type { App, PastRelease } from '#release';
import type { WorkerDeps } from './dependencies.js';

/**
 * Releases read beyond those that are kept. Older ones were removed by the releases since, unless more were kept then, or the
 * host was out of reach.
 */
const margin = 20;

/** The release history of an app; each part is read once, however many ask. */
export interface ReleaseHistory {
  /** The newest finished releases, oldest first. */
  recent(): Promise<PastRelease[]>;
  /** All that the records hold, oldest first. */
  all(): Promise<PastRelease[]>;
  /** Those whose directories may still lie on the host, oldest first: all of them when this worker meets the app first. */
  remaining(): Promise<PastRelease[]>;
  /** True when a release of ours made a directory of the host. */
  hasMade(directory: string): Promise<boolean>;
  /** The bundle that made a directory of the host, or null. */
  bundleOf(directory: string): Promise<string | null>;
  /** The digest of the program that was sealed for a directory of the host (`contentDigest`), or null. */
  sumOf(directory: string): Promise<string | null>;
}

/** The release that made a directory; a rollback to it did not. */
const makerOf = (history: readonly PastRelease[], directory: string): PastRelease | undefined =>
  history.findLast((past) => past.programAfter === directory && !past.isRollback);

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => (asked ??= read());
}

/** Creates the release histories of apps; `keep` is the number of good releases that stay on a host. */
export function createReleaseHistories(
  records: Pick<WorkerDeps['records'], 'pastReleases' | 'bundleOf' | 'programSum'>,
  keep: number,
): (app: App) => ReleaseHistory {
  const known = new Set<string>();
  return ({ appKey }) => {
    const recent = once(() => records.pastReleases(appKey, keep + margin));
    const all = once(() => records.pastReleases(appKey));
    const bundles = new Map<string, Promise<string | null>>();
    const find = async (directory: string): Promise<PastRelease | undefined> =>
      makerOf(await recent(), directory) ?? makerOf(await all(), directory);
    const ask = async (directory: string): Promise<string | null> => {
      const maker = await find(directory);
      return maker?.requestId ? await records.bundleOf(maker.randomStr) : null;
    };
    return {
      recent,
      all,
      remaining: async () => {
        const history = await (known.has(appKey) ? recent() : all());
        known.add(appKey);
        return history;
      },
      hasMade: async (directory) => Boolean((await find(directory))?.requestId),
      sumOf: async (directory) => {
        const maker = await find(directory);
        return maker?.requestId ? await records.programSum(maker.randomStr) : null;
      },
      bundleOf: (directory) => {
        const asked = bundles.get(directory) ?? ask(directory);
        bundles.set(directory, asked);
        return asked;
      },
    };
  };
}
