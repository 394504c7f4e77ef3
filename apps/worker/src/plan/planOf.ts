import { createHash } from 'node:crypto';
import type { Difference, Sealed } from '#bundle';
import {
  type PlanFindings,
  type PlannedAppFindings,
  type PlannedCommand,
  type PlannedTree,
  type Provenance,
  type SourceSeen,
  type Statement,
  warningMembers,
} from '#contract';
import type { TargetRecord } from '#records';
import { previewSteps, hostPaths, type App } from '#release';
import { programOf, type AppComparison } from '../current/compare.js';
import { trustWarnings } from '../health/trusted.js';
import type { LiveTrees } from '../current/liveTrees.js';
import { driftWarning, hindrance, type Decided } from '../drift/decide.js';
import { plannedDrift } from '../drift/plannedDrift.js';
import type { Bases } from '../sources/contract.js';
import { warningsOf } from '../sources/environment.js';
import type { OnceInput } from '../state/onceJob.js';
import { directoryWarnings, leftBehindWarnings } from './plannedMoves.js';
import { commandsLeft } from './plannedCommands.js';
import { plannedHooks } from './plannedHooks.js';
import { plannedVariables, secretWarnings, variablesBefore, type VariablesBefore } from './plannedVariables.js';
import { planFiles } from './planFiles.js';

/** The parts a plan is made of. */
export interface PlanParts {
  sealed: Sealed;
  digest: string;
  live: LiveTrees;
  compared: readonly AppComparison[];
  sources: SourceSeen[];
  bases: Bases;
  /** What the source tells of the program for certain. */
  revision: Provenance;
  /** What whoever releases should know of the trees. */
  notes: Statement[];
  /** What becomes of hand-made changes, app by app where there are any. */
  decided: readonly (readonly [App, Decided])[];
  /** The commands that were not run on these trees. */
  commands?: readonly PlannedCommand[];
  /** The bundle is not sealed yet: how its bytes would be sent cannot be found out. */
  unsealed?: true;
}

/** Paths listed of all trees together: those of 500 hosts are of use to nobody. */
const mostPaths = 12_000;
const inodeAndBlock = 4 * 1024;

function tree({ total, changed, deleted, added, paths }: Difference, most: number): PlannedTree {
  const some = (all: string[]): string[] => all.slice(0, most);
  const few = { changed: some(paths.changed), deleted: some(paths.deleted), added: some(paths.added) };
  return { total, changed, deleted, added, paths: few };
}

/** True when so little differs from the live release that the step `inspect` sends it, as the host phase will decide. */
async function isLittle({ deps }: OnceInput, app: App, bundleId: string, parts: PlanParts): Promise<boolean> {
  const { live, unsealed } = parts;
  if (unsealed) return false;
  const directory = live.directories.get(app.appKey)?.program;
  const bundle = directory ? await deps.historyOf(app).bundleOf(directory) : null;
  if (!directory || !bundle) return false;
  return (await deps.payloads.payload(bundleId, app, { directory, bundle })).patch !== null;
}

/** Paths of one kind listed of each tree. */
const mostOf = ({ request }: OnceInput): number => Math.max(20, Math.floor(mostPaths / request.apps.length / 6));

async function planned(
  input: OnceInput,
  bundleId: string,
  { app, batch }: TargetRecord,
  parts: PlanParts & { before: VariablesBefore },
): Promise<PlannedAppFindings> {
  const { deps, request } = input;
  const { sealed, live, compared, decided } = parts;
  const { appKey } = app;
  const adopts = live.moves.get(appKey)?.adopts ?? [];
  const hand = decided.find(([of]) => of.appKey === appKey)?.[1];
  const { program, config } = compared.find((one) => one.appKey === appKey)!;
  const separate = hostPaths(app, '', '').configInside === null;
  const trees = [programOf(app, sealed), ...(separate ? [sealed.configs[appKey]!] : [])];
  const files = trees.flatMap(({ entries }) => entries.filter((entry) => entry.type === 'file'));
  const sum = (of: readonly { size: number }[]): number => of.reduce((all, { size }) => all + size, 0);
  const most = mostOf(input);
  return {
    appKey,
    group: app.group,
    host: app.host,
    batch,
    live: live.directories.get(appKey) ?? { program: null, config: null, configSum: null },
    steps: previewSteps(app, {
      confirm: request.rollout.confirm,
      settings: deps.config.release,
      little: await isLittle(input, app, bundleId, parts),
      together: request.apps.map((one) => one.app),
    }),
    program: tree(program, most),
    config: tree(config, most),
    texts: [],
    bytes: program.bytes + config.bytes,
    needed: sum(files) + files.length * inodeAndBlock + 1024 * 1024,
    restarts: app.restarts,
    ...(app.reloads && { reloads: true }),
    ...plannedHooks(app, request.apps, deps.config.hooks.allowed),
    ...plannedVariables(app, parts.before),
    ...(app.owner && { owner: { ...app.owner, umask: app.owner.umask ?? null } }),
    ...(adopts.length > 0 && { adopts }),
    ...(hand && { drift: plannedDrift(app, hand, live.drifts.get(appKey), mostOf(input)) }),
  };
}

/** Hash of all that has to hold for a release to do what was planned, and nothing else. */
function hashOf({ bundle, rollout, git, apps, commands }: Omit<PlanFindings, 'hash'>): string {
  const parts = apps.map(
    ({ appKey, host, batch, live, steps, restarts, reloads, hooks, variables, owner, adopts, drift }) => [
      appKey,
      host,
      batch,
      [live.program, live.config, live.configSum],
      // The way the bytes take to a host changes nothing for the caller.
      steps.filter(({ phase }) => phase === 'activate').map(({ step }) => step),
      reloads ? 'reload' : restarts,
      ...(hooks ? [hooks.map(({ identity }) => identity)] : []),
      ...(variables ? [variables.map(({ name, identity }) => [name, identity])] : []),
      ...(owner ? [[owner.user, owner.group, owner.umask]] : []),
      // What it is to hold, not how much: an application writes there at any time.
      ...(adopts ? [adopts.map(({ path, kind, from, to }) => [path, kind, from, to])] : []),
      // Whoever read the plan has seen these and no others; what becomes of them is said with the release.
      ...(drift ? [drift.identity] : []),
    ],
  );
  const { policy, maxFailures, batchSize, confirm } = rollout;
  const more = [...(git ? [git.commit] : []), ...(commands ? [commands] : [])];
  const all = [1, bundle.digest, [policy, maxFailures, batchSize, confirm], parts, ...more];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}

/** The commit of a repository that is released. */
function commitOf({ asked }: OnceInput, { commit }: Provenance): Pick<PlanFindings, 'git'> {
  if (!('source' in asked) || asked.source.kind !== 'git' || commit === undefined) return {};
  const { repository, ref = null } = asked.source;
  return { git: { repository, ref, commit } };
}

/** The plan of a release of these bytes, as far as it is known on this side. */
export async function planOf(input: OnceInput, bundleId: string, parts: PlanParts): Promise<PlanFindings> {
  const { sealed, digest, sources, bases, revision, notes, decided, live, commands = [] } = parts;
  const { backupDir } = input.deps.config.release;
  const { policy, maxFailures, batchSize, confirm } = input.request.rollout;
  const entries = [...Object.values(sealed.groups), ...Object.values(sealed.configs)].flatMap((one) => one.entries);
  const files = entries.filter(({ type }) => type === 'file');
  const targets = input.request.apps.map(({ app }) => app);
  const before = await variablesBefore(input.deps.records, targets);
  const plan = {
    bundle: { digest, bytes: files.reduce((all, { size }) => all + size, 0), files: files.length },
    rollout: { policy, maxFailures, batchSize, confirm },
    ...commitOf(input, revision),
    sources,
    ...warningMembers([
      ...warningsOf(sources),
      ...[...bases.values()].flatMap(({ warnings }) => warnings),
      ...notes,
      ...commandsLeft(commands),
      ...secretWarnings(input.deps.secrets, targets),
      ...(await trustWarnings(targets)),
      ...decided.flatMap(([app, one]) => (hindrance(one) ? [] : [driftWarning(app, one)])),
      ...decided.flatMap(([app, one]) => leftBehindWarnings(app, one, sealed)),
      ...input.request.apps.flatMap(({ app }) => {
        const moves = live.moves.get(app.appKey);
        return moves ? directoryWarnings(app, moves, backupDir) : [];
      }),
    ]),
    apps: await Promise.all(input.request.apps.map((app) => planned(input, bundleId, app, { ...parts, before }))),
    ...(commands.length > 0 && { commands: [...commands] }),
  };
  const merged =
    bases.size === 0 ? {} : { bases: Object.fromEntries([...bases].map(([group, { name }]) => [group, name])) };
  return { hash: hashOf(plan), ...plan, ...merged, files: planFiles(sealed, parts.compared, plan.apps, mostOf(input)) };
}
