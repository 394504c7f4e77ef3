import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeInside, type Sealed } from '#bundle';
import type { Provenance, Source, SourceSeen, Statement } from '#contract';
import { hostPaths, type App } from '#release';
import { settleAll } from '#async';
import type { KnownProvenance } from '#records';
import { findProvenance } from '../provenance/findProvenance.js';
import { writeOutput } from '../telemetry/writeOutput.js';
import { describeBefore } from './describeBefore.js';
import { describeBundle, type KnownSums } from './describeBundle.js';
import { runInitCommands, treeNames } from './initCommands.js';
import type { LiveTrees } from '../current/liveTrees.js';
import type { Bases, GroupWork, SourceApp, SourceType } from '../sources/contract.js';
import { sourceType } from '../sources/index.js';
import { holds, sealedBefore, type SealedBefore } from '../sources/sealedBefore.js';
import type { BundleInput } from '../state/onceJob.js';
import { openRevision } from '../sources/revision.js';
import type { StageJournal } from './stageJournal.js';
import { openWorkspace } from './workspace.js';

function groupsOf(
  apps: App[],
  shared: Pick<GroupWork, 'bundle' | 'scratch' | 'live' | 'bases' | 'notes' | 'revision'>,
  into: (group: string) => string,
): GroupWork[] {
  const groups = [...new Set(apps.map((app) => app.group))];
  return groups.map((group) => ({
    group,
    apps: apps.filter((app) => app.group === group),
    into: into(group),
    ...shared,
  }));
}

/** Assembles the trees of a release in its workspace, from its source. */
async function gather(
  input: BundleInput,
  bundleId: string,
  sources: ReadonlyMap<string, SourceApp>,
  journal: StageJournal | null,
  { type, ...beside }: Pick<GroupWork, 'live' | 'bases' | 'notes' | 'revision'> & { type: SourceType<Source> },
): Promise<KnownSums> {
  const { deps, request, asked, signal } = input;
  const apps = request.apps.map(({ app }) => app);
  const { source } = asked;
  const known: KnownSums = new Map();
  const scratch = join(deps.store.place(bundleId), 'scratch');
  /** Fetches a tree, unless a worker before this one did. */
  const bring = async (tree: string, into: string, work: () => Promise<void>): Promise<void> => {
    if (journal && journal.state(tree) !== 'absent') return;
    if (journal) await rm(into, { recursive: true, force: true });
    await work();
    await journal?.note(tree, 'gathered');
  };
  const programs = async (): Promise<void> => {
    for (const work of groupsOf(apps, { bundle: bundleId, scratch, ...beside }, (group) =>
      deps.store.programDir(bundleId, group),
    )) {
      await bring(treeNames.program(work.group), work.into, async () => {
        const manifest = await type.program(input, source, work, sources.get(work.group));
        if (manifest) known.set(work.group, manifest);
      });
    }
  };
  const idle = new AbortController();
  const untilThen = { ...input, signal: AbortSignal.any([signal, idle.signal]) };
  // A program that cannot be had is told of at once, and before anything that is wrong with a configuration.
  await settleAll([
    programs().catch((thrown: unknown) => {
      idle.abort(thrown);
      throw thrown;
    }),
    ...apps.map((app) => {
      const into = deps.store.configDir(bundleId, app.appKey);
      return bring(treeNames.config(app.appKey), into, () =>
        app.configLink === ''
          ? mkdir(into, { recursive: true }).then(() => undefined)
          : type.config(untilThen, app, bundleId),
      );
    }),
  ]);
  for (const app of apps) {
    const inside = hostPaths(app, '', '').configInside;
    // The transfer puts the configuration into this directory of the program, which has to exist.
    if (inside !== null) {
      await makeInside(deps.store.programDir(bundleId, app.group), inside, `the program of ${app.group}`);
    }
  }
  await rm(scratch, { recursive: true, force: true });
  return known;
}

/** An app with the commands that are still to be run. */
const withoutCommandsOf = (before: SealedBefore, app: App): App => ({
  ...app,
  programCommand: '',
  configCommand: holds(before, app) ? '' : app.configCommand,
});

/** The content of an assembled bundle, and the sources of its programs. */
export interface Assembled {
  sealed: Sealed;
  /** In the order of the groups; empty unless from another environment. */
  sources: SourceSeen[];
  /** What is known of the program of each group; nothing anew where it was sealed before. */
  provenance: KnownProvenance[];
  /** What the package of each group was merged over; none where none was. */
  bases: Bases;
  /** What the source tells of the program for certain; empty where it tells nothing. */
  revision: Provenance;
  /** What whoever releases should know of the trees. */
  notes: Statement[];
}

/** How a bundle is assembled, where it is not from its source and with its commands. */
export interface Manner {
  /** A sealed bundle whose trees it has, and what that lacks. */
  before?: SealedBefore;
  /** The trees stay as the commands of the catalogue would find them. */
  leavesCommands?: boolean;
  /** Called before any command is run, with the trees as they are then; what it throws keeps them from being run. */
  beforeCommands?: (found: Omit<Assembled, 'provenance'>) => Promise<void>;
}

/**
 * Obtains the bytes of a release, checks and merges them and runs the init commands, in the workspace of a bundle; nothing is
 * sealed yet. Throws CodedError.
 */
export async function assembleBundle(
  input: BundleInput,
  bundleId: string,
  live: Promise<LiveTrees>,
  { before, leavesCommands = false, beforeCommands }: Manner = {},
): Promise<Assembled> {
  const { deps, request } = input;
  const apps = leavesCommands
    ? []
    : request.apps.map(({ app }) => (before === undefined ? app : withoutCommandsOf(before, app)));
  const journal = await openWorkspace(input, bundleId);
  const { source } = input.asked;
  const type = before === undefined ? sourceType(source) : sealedBefore(before);
  const found = (await type.find?.(input, source)) ?? new Map<string, SourceApp>();
  const sources = [...found.values()].map(({ seen }) => seen);
  const bases: Bases = new Map();
  const notes: Statement[] = [];
  const revision = openRevision(journal);
  const known = await gather(input, bundleId, found, journal, { live, bases, notes, revision, type });
  if (beforeCommands) {
    const sealed = await describeBefore(input, bundleId, known, journal);
    await beforeCommands({ sealed, sources, bases, revision: revision.known(), notes });
  }
  const ran = await runInitCommands(
    input,
    apps,
    (group) => deps.store.programDir(bundleId, group),
    (app) => deps.store.configDir(bundleId, app.appKey),
    journal,
  );
  const writeStep = (step: string, output: string, appKey?: string): Promise<void> =>
    writeOutput(deps, { requestId: request.id, phase: 'stage', appKey: appKey ?? null }, step, [
      { of: step, stream: 'out', text: output },
    ]);
  for (const { output } of ran.program) if (output !== '') await writeStep('local_pro_cmd', output);
  for (const { appKey, output } of ran.config) if (output !== '') await writeStep('local_conf_cmd', output, appKey);
  return {
    sealed: await describeBundle(input, bundleId, known, notes),
    sources,
    provenance: before === undefined ? await findProvenance(input, bundleId, found, revision.known()) : [],
    revision: revision.known(),
    bases,
    notes,
  };
}
