import { createHash, hash } from 'node:crypto';
import { parseCheckList, type ListedTree, type Manifest, type Sealed } from '#bundle';
import { hostDrift, liveTreesScript, type App, type HostDrift } from '#release';
import { facts } from '#shell';
import { toObservation, troubleOf } from '../remote/toObservation.js';
import { logFields } from '../telemetry/logFields.js';
import { programOf } from './compare.js';
import { liveMoves, type LiveMoves } from './liveMoves.js';
import { newestBundle } from './newestBundle.js';
import type { OnceInput } from '../state/onceJob.js';

/** The trees that run on the hosts of a request now, for comparison with a new bundle. */
export interface LiveTrees {
  /** By app key; missing for an app whose host could not be asked or holds nothing. */
  programs: Map<string, Manifest | ListedTree>;
  configs: Map<string, ListedTree>;
  /** Missing for an app that did not answer. Targets of the current links, and the digest of the configuration's list if it is a directory of its own. */
  directories: Map<string, { program: string | null; config: string | null; configSum: string | null }>;
  /** What was changed by hand; `unknown` where nobody knows what was released. */
  drifts: Map<string, HostDrift | 'exact' | 'unknown'>;
  /** What would move with the next release; missing where that is nothing. */
  moves: Map<string, LiveMoves>;
}

/** Digest of a list, independent of the order in which a host finds its files. */
const sumOf = (list: string): string => createHash('sha256').update(list.split('\n').sort().join('\n')).digest('hex');

const mostListed = 64 * 1024 * 1024;

interface Reading {
  open: (bundle: string) => Promise<Sealed | null>;
  /** Parses the list of a host; hosts that run the same list the same. */
  parse: (list: string) => ListedTree;
}

async function ask(input: OnceInput, app: App, { open, parse }: Reading, live: LiveTrees): Promise<void> {
  const { deps, request, signal } = input;
  const earlier = await newestBundle(deps, app, open);
  const result = await deps.ssh.run(deps.target(app), {
    script: liveTreesScript(app, {
      baseappDir: deps.config.release.baseappDir,
      known: earlier?.directory ?? null,
      measures: request.request.kind === 'plan',
    }),
    deadlineMs: deps.config.release.command * 1000,
    signal,
    maxOutput: mostListed,
  });
  // Half an answer would be taken for one of a host that was never released to.
  const trouble = troubleOf(toObservation(result, 'the look at what is live', app.host, signal.reason));
  if (trouble) throw trouble;
  const found = facts(result.stdout);
  const drift = hostDrift(found);
  if (drift) live.drifts.set(app.appKey, drift);
  else if (found.drift === 'exact' || found.drift === 'unknown') live.drifts.set(app.appKey, found.drift);
  const moves = liveMoves(found, app);
  if (moves) live.moves.set(app.appKey, moves);
  if (earlier && found.program_live === earlier.directory)
    live.programs.set(app.appKey, programOf(app, earlier.sealed));
  else if (found.program_list !== undefined) live.programs.set(app.appKey, parse(found.program_list));
  live.directories.set(app.appKey, {
    program: found.program_live || null,
    config: found.config_live || null,
    configSum: found.config_list === undefined ? null : sumOf(found.config_list),
  });
  if (found.config_list !== undefined) live.configs.set(app.appKey, parse(found.config_list));
}

/**
 * Asks every host for its live trees. A release rexflow made is known by its directory; any other is listed by digest, once
 * for each app. A host that cannot be asked, or does not answer to the end, is left out here: the phase prepare reports its error.
 */
export async function liveTrees(input: OnceInput): Promise<LiveTrees> {
  const live: LiveTrees = {
    programs: new Map(),
    configs: new Map(),
    directories: new Map(),
    drifts: new Map(),
    moves: new Map(),
  };
  // The apps of a group mostly run the same bundle: it is read once.
  const opened = new Map<string, Promise<Sealed | null>>();
  const open = (bundle: string): Promise<Sealed | null> => {
    const reading = opened.get(bundle) ?? input.deps.store.open(bundle, { lists: true });
    opened.set(bundle, reading);
    return reading;
  };
  const parsed = new Map<string, ListedTree>();
  const parse = (list: string): ListedTree => {
    const sum = hash('sha256', list);
    const tree = parsed.get(sum) ?? parseCheckList(list);
    parsed.set(sum, tree);
    return tree;
  };
  await Promise.all(
    input.request.apps.map(({ app }) =>
      ask(input, app, { open, parse }, live).catch((thrown: unknown) => {
        input.deps.log.info({ ...logFields(input.request, app), err: thrown }, 'what is live could not be listed');
      }),
    ),
  );
  return live;
}
