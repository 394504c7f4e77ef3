import { CodedError, errorInside, statement, type LayoutFindings } from '#contract';
import type { LookTarget } from '#records';
import { toolLayoutFound, toolLayoutScript } from '#release';
import type { SshLogin } from '#ssh';
import type { WorkerDeps } from '../state/dependencies.js';
import { enoughMs, factsOf, type CheckedHost } from './examineHost.js';

type Place = LayoutFindings['places'][number];

/** One place. What keeps it from being seen is told as why it is refused. */
async function examineLayout(looking: CheckedHost, app: string, at: string): Promise<Place> {
  try {
    return { app, ...toolLayoutFound(await factsOf(looking, toolLayoutScript(at)), at) };
  } catch (thrown) {
    if (!(thrown instanceof CodedError)) throw thrown;
    return { app, layout: null, refused: statement('app.unseenProblem', { app, error: errorInside(thrown) }) };
  }
}

/** Tells what other tools made of places on a host. Changes nothing there. Throws CodedError where nobody gets in. */
export async function examineLayouts(
  deps: WorkerDeps,
  { host, places = [] }: LookTarget,
  login: SshLogin,
  ending: AbortSignal,
): Promise<LayoutFindings> {
  const looking: CheckedHost = { deps, host, login, ending };
  const began = performance.now();
  const found: Place[] = [];
  for (const { app, at } of places) {
    const late = performance.now() - began > enoughMs;
    found.push(
      late
        ? { app, layout: null, refused: statement('app.unseenLate', { app }) }
        : await examineLayout(looking, app, at),
    );
  }
  return { places: found, trouble: null };
}
