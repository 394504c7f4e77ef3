import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { contentDigest, copyTree, describeTree, type ListedTree, type Manifest, takeOut } from '#bundle';
import { asCodedError, CodedError, releaseStampIn, statement, type Detail, type Statement } from '#contract';
import { hostPaths, stateChange, type App } from '#release';
import { foundOnHosts } from '../drift/decide.js';
import { fewNames } from '../drift/fewNames.js';
import { logFields } from '../telemetry/logFields.js';
import { fetchTree } from '../remote/fetchTree.js';
import { programOf } from '../current/compare.js';
import type { LiveTrees } from '../current/liveTrees.js';
import type { BundleInput, OnceInput } from '../state/onceJob.js';

/** What a package is merged over. */
export interface Base {
  /** As people read it: "20261123_101112 of server1", or "what runs on server1 (10.0.0.11)". */
  name: string;
  warnings: Statement[];
  /** Copies it into a directory, which holds nothing else then; gives the checksums that are known (`known` of describeTree). */
  bring: (into: string, share: boolean) => Promise<Manifest>;
}

const placeOf = ({ appKey, host }: App): string => `${appKey} (${host})`;

/** An app and the program directory that is live there: as its host says, or as the records hold it where that did not answer. */
interface Standing {
  app: App;
  directory: string | null;
  answered: boolean;
}

const standingOf = async ({ deps }: OnceInput, apps: readonly App[], live: LiveTrees): Promise<Standing[]> =>
  await Promise.all(
    apps.map(async (app) => {
      const answer = live.directories.get(app.appKey);
      const directory = answer ? answer.program : (await deps.historyOf(app).recent()).at(-1)?.programAfter;
      return { app, directory: directory ?? null, answered: answer !== undefined };
    }),
  );

/** An app that runs a release of ours. */
type Released = Standing & { directory: string };

/**
 * The apps that run what their group was released last, of those that run a release of ours; none where none does. What our releases
 * are is for the records to say: a host may name any directory.
 */
async function newestOf({ deps }: OnceInput, standing: readonly Standing[]): Promise<Released[]> {
  const dated = standing.flatMap(({ directory, ...one }) => {
    const stamp = directory === null ? null : releaseStampIn(directory);
    return stamp === null ? [] : [{ ...one, stamp, directory: directory! }];
  });
  const stamps = [...new Set(dated.map(({ stamp }) => stamp))].sort().reverse();
  for (const newest of stamps) {
    const these = dated.filter(({ stamp }) => stamp === newest);
    const made = await Promise.all(these.map(({ app, directory }) => deps.historyOf(app).hasMade(directory)));
    if (made.includes(true)) return these.filter((_, index) => made[index]);
  }
  return [];
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
async function fromStore(input: OnceInput, same: readonly Released[], into: string, share: boolean) {
  const { deps, request, signal } = input;
  for (const { app, directory } of same) {
    try {
      const bundle = await deps.historyOf(app).bundleOf(directory);
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

/**
 * What was released, from a host that holds exactly that. Its word for it only saves the way: what came is held against what was
 * recorded when it was sealed, and where nothing was, no host is believed. Puts down why not of each.
 */
async function fromExactHost(
  input: OnceInput,
  same: readonly Released[],
  live: LiveTrees,
  into: string,
  reasons: Map<App, Statement>,
): Promise<Manifest | null> {
  const { deps, signal } = input;
  for (const { app, directory } of same) {
    if (live.drifts.get(app.appKey) !== 'exact') continue;
    const sealed = await deps.historyOf(app).sumOf(directory);
    if (sealed === null) {
      reasons.set(app, statement('base.noSum'));
      continue;
    }
    await fetchTree(deps, { app, from: directory, into, signal });
    // Its links to what outlives releases are made on each host.
    await takeOut(into, app.shared ?? []);
    const came = await described(into, app);
    if (came && contentDigest(came) === sealed) return came;
    reasons.set(app, statement('base.notAsSealed'));
    await rm(into, { recursive: true, force: true });
  }
  return null;
}

/** The manifest of what came from a host; null for what no release of ours holds. */
async function described(into: string, { appKey }: App): Promise<Manifest | null> {
  return await describeTree(into, { what: `the program of ${appKey}` }).catch((thrown: unknown) => {
    if (asCodedError(thrown).code !== 'TREE_ESCAPES') throw thrown;
    return null;
  });
}

const silentWarning = (silent: readonly Standing[]): Statement[] =>
  silent.length === 0 ? [] : [statement('base.silent', { apps: fewNames(silent.map(({ app }) => placeOf(app))) })];

function releasedBase(
  input: BundleInput,
  standing: readonly Standing[],
  same: readonly Released[],
  live: LiveTrees,
): Base {
  const { app: first, directory } = same[0]!;
  const release = releaseStampIn(directory)!;
  const those = new Set(same.map(({ app }) => app));
  const others = standing.filter((one) => !those.has(one.app) && one.directory !== null);
  return {
    name: `${release} of ${first.group}`,
    warnings: [
      ...(others.length === 0
        ? []
        : [statement('base.notLive', { apps: fewNames(others.map(({ app }) => placeOf(app))), release })]),
      ...silentWarning(standing.filter(({ answered }) => !answered)),
    ],
    bring: async (into, share) => {
      const stored = await fromStore(input, same, into, share);
      const reasons = new Map<App, Statement>();
      const manifest = stored ?? (await fromExactHost(input, same, live, into, reasons));
      if (manifest) return manifest;
      const changed = same.map(({ app, answered }): [App, Detail] => {
        const drift = live.drifts.get(app.appKey);
        const changes = typeof drift === 'object' ? drift.changes.map(stateChange) : [];
        const otherwise = reasons.get(app) ?? statement(answered ? 'base.untold' : 'base.noAnswer');
        return [app, changes.length > 0 ? fewNames(changes) : otherwise];
      });
      throw new CodedError('BASE_DRIFTED', { release, app: first.appKey, ...foundOnHosts(changed) });
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
        : [statement('base.found', { apps: fewNames(differing.map(placeOf)), first: placeOf(first) })],
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
 * changed on one host is never part of it, whatever the hosts answer: only where the records know of no release that runs on any of them
 * does it count what lies there. `bring` throws BASE_DRIFTED, and what fetchTree throws.
 */
export async function baseOf(input: BundleInput, apps: readonly App[], live: LiveTrees): Promise<Base> {
  const standing = await standingOf(input, apps, live);
  const same = await newestOf(input, standing);
  return same.length > 0 ? releasedBase(input, standing, same, live) : foundBase(input, apps, live);
}
