import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describeTree, difference, overlay, type ListedTree, type Manifest, type Sealed } from '#bundle';
import { asTrouble, Trouble, type AppDifference } from '#contract';
import { bundleName } from '#records';
import { hostPaths, type App } from '#release';
import { allEnded } from '../allEnded.js';
import { configFromHost, configFromUpdateDirectory } from './configs.js';
import { runInitCommands, treeNames } from './initCommands.js';
import { liveTrees, type LiveTrees } from './liveTrees.js';
import { fromEnvironment, fromUpdateDirectory, fromUrl, type GroupWork } from './programs.js';
import type { Staged, StageInput } from './stage.js';
import { openStageJournal, type StageJournal } from './stageJournal.js';

const nothing: ListedTree = { files: new Map() };

/** In the nested layout the configuration lies in the program on the host, and is compared as part of it. */
function compare(app: App, sealed: Sealed, live: LiveTrees): AppDifference {
  const program = sealed.groups[app.group]!;
  const config = sealed.configs[app.appKey]!;
  const inside = hostPaths(app, '', '').configInside;
  const counts = (before: Manifest | ListedTree | undefined, after: Manifest) => {
    const { total, changed, deleted, added } = difference(before ?? nothing, after);
    return { total, changed, deleted, added };
  };
  return {
    appKey: app.appKey,
    program: counts(live.programs.get(app.appKey), inside === null ? program : overlay(program, config, inside)),
    config:
      inside === null ? counts(live.configs.get(app.appKey), config) : { total: 0, changed: 0, deleted: 0, added: 0 },
  };
}

function groupsOf(apps: App[], bundle: string, into: (group: string) => string): GroupWork[] {
  const groups = [...new Set(apps.map((app) => app.group))];
  return groups.map((group) => ({
    group,
    apps: apps.filter((app) => app.group === group),
    bundle,
    into: into(group),
  }));
}

/** Sums of a group's program that are known without reading it again. */
type Known = Map<string, Manifest>;

/** Puts the trees of a release together in its workspace, by one of the three documented modes. */
async function gather(
  input: StageInput,
  bundleId: string,
  scratch: string,
  journal: StageJournal | null,
): Promise<Known> {
  const { house, request } = input;
  const apps = request.apps.map(({ app }) => app);
  const { url, senv } = request.parameters;
  const known: Known = new Map();
  /** Brings a tree, unless a worker before this one did. */
  const bring = async (tree: string, into: string, work: () => Promise<void>): Promise<void> => {
    if (journal && journal.state(tree) !== 'absent') return;
    if (journal) await rm(into, { recursive: true, force: true });
    await work();
    await journal?.note(tree, 'gathered');
  };
  for (const work of groupsOf(apps, bundleId, (group) => house.store.programDir(bundleId, group))) {
    await bring(treeNames.program(work.group), work.into, async () => {
      if (url) await fromUrl(input, work, scratch);
      else if (senv) await fromEnvironment(input, work);
      else {
        const manifest = await fromUpdateDirectory(input, work);
        if (manifest) known.set(work.group, manifest);
      }
    });
  }
  const config = url || senv ? configFromHost : configFromUpdateDirectory;
  await allEnded(
    apps.map((app) => {
      const into = house.store.configDir(bundleId, app.appKey);
      return bring(treeNames.config(app.appKey), into, () => config(input, app, bundleId));
    }),
  );
  for (const app of apps) {
    const inside = hostPaths(app, '', '').configInside;
    // The carry lays the configuration into this directory of the program, which has to be there.
    if (inside !== null) await mkdir(join(house.store.programDir(bundleId, app.group), inside), { recursive: true });
  }
  await rm(scratch, { recursive: true, force: true });
  return known;
}

async function describe({ house, request }: StageInput, bundleId: string, known: Known): Promise<Sealed> {
  const apps = request.apps.map(({ app }) => app);
  const program = async (group: string): Promise<[string, Manifest]> => {
    const sums = known.get(group);
    const options = { what: `the program of ${group}`, ...(sums ? { known: sums } : {}) };
    return [group, await describeTree(house.store.programDir(bundleId, group), options)];
  };
  const config = async ({ appKey }: App): Promise<[string, Manifest]> => [
    appKey,
    await describeTree(house.store.configDir(bundleId, appKey), { what: `the configuration of ${appKey}` }),
  ];
  const [groups, configs] = await Promise.all([
    Promise.all([...new Set(apps.map((app) => app.group))].map(program)),
    Promise.all(apps.map(config)),
  ]);
  return { groups: Object.fromEntries(groups), configs: Object.fromEntries(configs) };
}

/**
 * Where the bundle is put together. Where commands work on it, what a worker that died had brought and run is taken over, so
 * that no command is run a second time; otherwise it is made anew, which is as fast and leaves no questions.
 */
async function openWorkspace(input: StageInput, bundleId: string): Promise<StageJournal | null> {
  const { house, request, fence } = input;
  const { store } = house;
  const apps = request.apps.map(({ app }) => app);
  if (!apps.some((app) => app.programCommand !== '' || app.configCommand !== '')) {
    await store.workspace(bundleId);
    return null;
  }
  const earlier = Array.from({ length: fence - 1 }, (_, index) => bundleName(request.id, fence - 1 - index));
  if (!(await store.adopt(earlier, bundleId))) await store.workspace(bundleId);
  const places = new Map([
    ...apps.map((app) => [treeNames.program(app.group), store.programDir(bundleId, app.group)] as const),
    ...apps.map((app) => [treeNames.config(app.appKey), store.configDir(bundleId, app.appKey)] as const),
  ]);
  return await openStageJournal(store.place(bundleId), (tree) => places.get(tree)!);
}

/** A retry ships the bundle of the request it repeats, as it was sealed. Throws BUNDLE_GONE. */
async function sealedBefore(input: StageInput, bundleId: string): Promise<Staged> {
  const { house, request } = input;
  const asking = liveTrees(input);
  const sealed = await house.store.open(bundleId);
  const live = await asking;
  if (!sealed) throw new Trouble('BUNDLE_GONE', { job: request.retryOf ?? request.id });
  const diff = request.apps.map(({ app }) => compare(app, sealed, live));
  return { facts: { bundle: bundleId, diff }, bundleDigest: sealed.digest };
}

/** release: obtains the bytes, checks and merges them, runs the init commands, compares with what is live, seals. */
export async function stageRelease(input: StageInput): Promise<Staged> {
  const { house, request, fence, signal } = input;
  if (typeof request.facts.bundle === 'string') return await sealedBefore(input, request.facts.bundle);
  const bundleId = bundleName(request.id, fence);
  const apps = request.apps.map(({ app }) => app);
  const journal = await openWorkspace(input, bundleId);
  const scratch = join(house.store.place(bundleId), 'scratch');
  const asking = liveTrees(input);
  try {
    const known = await gather(input, bundleId, scratch, journal);
    await runInitCommands(
      input,
      apps,
      (group) => house.store.programDir(bundleId, group),
      (app) => house.store.configDir(bundleId, app.appKey),
      journal,
    );
    const sealed = await describe(input, bundleId, known);
    const live = await asking;
    const bundleDigest = await house.store.seal(bundleId, sealed);
    const diff = apps.map((app) => compare(app, sealed, live));
    return { facts: { bundle: bundleId, diff }, bundleDigest };
  } catch (thrown) {
    await Promise.allSettled([asking]);
    // Handed on: the next worker goes on with it, or clears it away.
    const handedOn = signal.aborted && asTrouble(signal.reason).code !== 'CANCELLED';
    if (!handedOn) await house.store.remove(bundleId);
    throw thrown;
  }
}
