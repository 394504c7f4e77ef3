import { Trouble, type SourceSeen } from '#contract';
import { driftFound, driftScript, type App } from '#release';
import { observe, troubleOf } from '../remote/observe.js';
import { whilePassing } from '../remote/whilePassing.js';
import type { StageInput } from '../state/stage.js';

/** An app of another environment whose program is released here, and what was found on its host. */
export interface Source {
  app: App;
  environment: string;
  seen: SourceSeen;
}

/**
 * Asks a source what is live there, and whether it still is what was released; a host that cannot tell the latter leaves it
 * unknown. Throws the Trouble of the connection.
 */
async function see({ house, signal }: StageInput, app: App, environment: string): Promise<SourceSeen> {
  const found = await whilePassing(house, signal, async () => {
    const result = await house.ssh.run(house.target(app, environment), {
      script: driftScript(app, house.config.release.baseappDir),
      deadlineMs: house.config.release.command * 1000,
      signal,
    });
    const observed = observe(result, `looking at what is live in ${environment}`, app.host, signal.reason);
    const trouble = troubleOf(observed);
    if (trouble?.kind === 'broken' || signal.aborted) throw trouble ?? signal.reason;
    return observed.facts;
  });
  const directory = found.program_live || app.programLink;
  return { environment, app: app.appKey, host: app.host, directory, drift: driftFound(found) };
}

/**
 * The source of each group of a request that takes its programs from another environment; empty for any other. Throws
 * SOURCE_APP_MISSING, SOURCE_AWAY, SOURCE_REFUSED, and SOURCE_MOVED when it runs another release than the one expected.
 */
export async function findSources(input: StageInput): Promise<ReadonlyMap<string, Source>> {
  const { house, request } = input;
  const { senv, expect } = request.parameters;
  const found = new Map<string, Source>();
  if (!senv) return found;
  for (const group of new Set(request.apps.map(({ app }) => app.group))) {
    const [app] = await whilePassing(house, input.signal, () => house.source(senv).group(group));
    if (!app) throw new Trouble('SOURCE_APP_MISSING', { senv, group });
    const seen = await see(input, app, senv);
    const { release } = seen.drift;
    if (expect !== undefined && release !== expect) {
      throw new Trouble('SOURCE_MOVED', { app: app.appKey, senv, found: release ?? seen.directory, expected: expect });
    }
    found.set(group, { app, environment: senv, seen });
  }
  return found;
}

/** What somebody should know of where a program was taken from. */
export function warningsOf(sources: readonly SourceSeen[]): string[] {
  return sources
    .filter(({ drift }) => drift.state === 'drifted')
    .map(({ app, environment, drift: { release, files, paths } }) => {
      const some = paths.slice(0, 3).join(', ');
      return `${app} of ${environment} is not exactly its release ${release ?? ''}: ${files.total} files differ (${some})`;
    });
}
