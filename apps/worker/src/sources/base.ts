import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { copyTree, describeTree, difference, type ListedTree, type Manifest } from '#bundle';
import { CodedError, releaseStampIn } from '#contract';
import { hostPaths, spellChange, type App } from '#release';
import { someNames } from '../drift/someNames.js';
import { logFields } from '../telemetry/logFields.js';
import { fetchTree } from '../remote/fetchTree.js';
import { programOf } from '../current/compare.js';
import type { LiveTrees } from '../current/liveTrees.js';
import type { BundleInput, OnceInput } from '../state/onceJob.js';

/** What a package is merged over. */
export interface Base {
  /** As people read it: "20261123_101112 of server1", or "what runs on server1 (10.0.0.11)". */
  name: string;
  warnings: string[];
  /** Copies it into a directory, which holds nothing else then; gives the checksums that are known (`known` of describeTree). */
  bring: (into: string, share: boolean) => Promise<Manifest>;
}

const placeOf = ({ appKey, host }: App): string => `${appKey} (${host})`;
const directoryOf = (live: LiveTrees, { appKey }: App): string | null => live.directories.get(appKey)?.program ?? null;

/** The apps that run what their group was released last, of those that run a release of ours; none where none does. */
function newestOf(apps: readonly App[], live: LiveTrees): App[] {
  const stampOf = (app: App): string => {
    const directory = directoryOf(live, app);
    const known = directory !== null && (live.drifts.get(app.appKey) ?? 'unknown') !== 'unknown';
    return !known ? '' : (releaseStampIn(directory) ?? '');
  };
  const newest = apps.map(stampOf).reduce((one, other) => (one > other ? one : other), '');
  return newest === '' ? [] : apps.filter((app) => stampOf(app) === newest);
}

async function copySealed({ deps, signal }: OnceInput, app: App, bundle: string, into: string, share: boolean) {
  const { store } = deps;
  const sealed = await store.open(bundle);
  if (!sealed?.groups[app.group] || !sealed.configs[app.appKey]) return null;
  await copyTree({ from: store.programDir(bundle, app.group), into, share, signal });
  const inside = hostPaths(app, '', '').configInside;
  if (inside !== null) {
    await copyTree({ from: store.configDir(bundle, app.appKey), into: join(into, inside), share, signal });
  }
  // The seal of a bundle is removed first: as long as it is there, all files were there.
  return (await store.open(bundle)) ? programOf(app, sealed) : null;
}

/** What was released, out of the store. */
async function fromStore(input: OnceInput, apps: readonly App[], live: LiveTrees, into: string, share: boolean) {
  const { deps, request, signal } = input;
  for (const app of apps) {
    try {
      const bundle = await deps.historyOf(app).bundleOf(directoryOf(live, app)!);
      const manifest = bundle && (await copySealed(input, app, bundle, into, share));
      if (manifest) return manifest;
    } catch (thrown) {
      signal.throwIfAborted();
      deps.log.info({ ...logFields(request, app), err: thrown }, 'what is live could not be taken from the store');
    }
    await rm(into, { recursive: true, force: true });
  }
  return null;
}

const listed = (tree: Manifest | ListedTree | undefined): ListedTree =>
  !tree
    ? { files: new Map() }
    : 'files' in tree
      ? tree
      : {
          files: new Map(tree.entries.flatMap((one) => (one.type === 'file' ? [[one.path, one.sha256] as const] : []))),
        };

/** What was released, from a host that still holds exactly that; what came is held against the list it was sealed with. */
async function fromExactHost(
  input: OnceInput,
  apps: readonly App[],
  live: LiveTrees,
  into: string,
): Promise<Manifest | null> {
  const { deps, signal } = input;
  for (const app of apps.filter(({ appKey }) => live.drifts.get(appKey) === 'exact' && live.programs.has(appKey))) {
    await fetchTree(deps, { app, from: directoryOf(live, app)!, into, signal });
    const came = await describeTree(into, { what: `the program of ${app.appKey}` });
    if (difference(listed(live.programs.get(app.appKey)), came).total === 0) return came;
    await rm(into, { recursive: true, force: true });
  }
  return null;
}

function releasedBase(input: BundleInput, apps: readonly App[], same: readonly App[], live: LiveTrees): Base {
  const [first] = same as [App, ...App[]];
  const release = releaseStampIn(directoryOf(live, first)!)!;
  const others = apps.filter((app) => !same.includes(app) && directoryOf(live, app) !== null);
  return {
    name: `${release} of ${first.group}`,
    warnings:
      others.length === 0
        ? []
        : [
            `${someNames(others.map(placeOf))} will change more than the package: it is merged over ${release}, which is not live there`,
          ],
    bring: async (into, share) => {
      const stored = await fromStore(input, same, live, into, share);
      const manifest = stored ?? (await fromExactHost(input, same, live, into));
      if (manifest) return manifest;
      const changed = same.flatMap((app) => {
        const drift = live.drifts.get(app.appKey);
        const paths = typeof drift === 'object' ? drift.changes.map(spellChange) : [];
        return [`${placeOf(app)}: ${someNames(paths) || 'changed while it was read'}`];
      });
      throw new CodedError('BASE_DRIFTED', { release, app: first.appKey, hosts: changed });
    },
  };
}

/** Where rexflow never released, there is nothing but what runs: that of the first app, and a word where the others run something else. */
function foundBase({ deps, signal }: BundleInput, apps: readonly App[], live: LiveTrees): Base {
  const [first, ...others] = apps as [App, ...App[]];
  const base = live.programs.get(first.appKey);
  const differing = others.filter(({ appKey }) => {
    const other = live.programs.get(appKey);
    return base && other && !isSame(listed(base), listed(other));
  });
  return {
    name: `what runs on ${placeOf(first)}`,
    warnings:
      differing.length === 0
        ? []
        : [
            `${someNames(differing.map(placeOf))} will change more than the package: it is merged over what runs on ${placeOf(first)}, since nothing is known to be released there, and they run something else`,
          ],
    bring: async (into) => {
      await fetchTree(deps, { app: first, from: first.programLink, into, signal });
      return { entries: [] };
    },
  };
}

const isSame = ({ files: one }: ListedTree, { files: other }: ListedTree): boolean =>
  one.size === other.size && [...one].every(([path, sum]) => other.get(path) === sum);

/**
 * What a package for a group is merged over: what the group was released last of what runs there, as it was sealed. A file that was
 * changed on one host is never part of it. `bring` throws BASE_DRIFTED, and what fetchTree throws.
 */
export function baseOf(input: BundleInput, apps: readonly App[], live: LiveTrees): Base {
  const same = newestOf(apps, live);
  return same.length > 0 ? releasedBase(input, apps, same, live) : foundBase(input, apps, live);
}
