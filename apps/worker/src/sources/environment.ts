import { CodedError, type Source, type SourceSeen, statement, type Statement } from '#contract';
import { driftFound, driftScript, type App } from '#release';
import { toObservation, troubleOf } from '../remote/toObservation.js';
import { whilePassing } from '../remote/whilePassing.js';
import { fetchTree } from '../remote/fetchTree.js';
import type { BundleInput } from '../state/onceJob.js';
import { configFromHost } from './configFromHost.js';
import type { GroupWork, SourceApp, SourceType } from './contract.js';

type EnvironmentSource = Source & { kind: 'environment' };

/**
 * Asks the host of a source for its live directory and its drift from the release; a host that cannot tell the drift leaves
 * it unknown. Throws the CodedError of the connection.
 */
async function see({ deps, signal }: BundleInput, app: App, environment: string): Promise<SourceSeen> {
  const found = await whilePassing(deps, signal, async () => {
    const result = await deps.ssh.run(deps.target(app, environment), {
      script: driftScript(app, deps.config.release.baseappDir),
      deadlineMs: deps.config.release.command * 1000,
      signal,
    });
    const observed = toObservation(result, `looking at what is live in ${environment}`, app.host, signal.reason);
    const trouble = troubleOf(observed);
    if (trouble?.kind === 'broken' || signal.aborted) throw trouble ?? signal.reason;
    return observed.facts;
  });
  const directory = found.program_live || app.programLink;
  return { environment, app: app.appKey, host: app.host, directory, drift: driftFound(found) };
}

/**
 * The source of each group of a request. Throws SOURCE_APP_MISSING, SOURCE_AWAY, SOURCE_REFUSED, and SOURCE_MOVED when it runs
 * another release than the one expected.
 */
async function findSources(
  input: BundleInput,
  { name: environment, release: expected }: EnvironmentSource,
): Promise<ReadonlyMap<string, SourceApp>> {
  const { deps, request } = input;
  const found = new Map<string, SourceApp>();
  for (const group of new Set(request.apps.map(({ app }) => app.group))) {
    const [app] = await whilePassing(deps, input.signal, () => deps.source(environment).group(group));
    if (!app) throw new CodedError('SOURCE_APP_MISSING', { senv: environment, group });
    const seen = await see(input, app, environment);
    const { release } = seen.drift;
    if (expected !== undefined && release !== expected) {
      const details = { app: app.appKey, senv: environment, found: release ?? seen.directory, expected };
      throw new CodedError('SOURCE_MOVED', details);
    }
    found.set(group, { app, environment, seen });
  }
  return found;
}

async function bringProgram({ deps, signal }: BundleInput, work: GroupWork, source: SourceApp): Promise<void> {
  const { app, environment, seen } = source;
  await fetchTree(deps, { app, environment, from: seen.directory, into: work.into, signal });
}

/** The program of the live app of the same group in another environment. */
export const environment: SourceType<EnvironmentSource> = {
  find: findSources,
  program: async (input, _source, work, found) => {
    await bringProgram(input, work, found!);
    return null;
  },
  config: configFromHost,
};

/** Warnings about sources that have drifted from their release. */
export function warningsOf(sources: readonly SourceSeen[]): Statement[] {
  return sources
    .filter(({ drift }) => drift.state === 'drifted')
    .map(({ app, environment, drift: { release, files, paths } }) => {
      const details = { app, environment, release: release ?? '', n: files.total, paths: paths.slice(0, 3) };
      return statement('source.drifted', details);
    });
}
