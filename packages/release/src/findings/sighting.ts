import { errorInside, hostError, releaseStampIn, statement, type ServiceSeen, type Warning } from '#contract';
import { facts } from '#shell';
import type { App } from '../model/app.js';
import type { Facts } from '../model/instruction.js';

/** What a look at its host told of one app. */
export interface Sighting {
  /** The directory its current link leads to; null where it leads nowhere. */
  program: string | null;
  /** The stamp in the name of that directory. */
  stamp: string | null;
  /** Whether it has a process; null where that says nothing, since rexflow does not start it. */
  running: boolean | null;
  /** Why it cannot be well; null where nothing speaks against it. */
  failing: Warning | null;
  service: SightedService;
}

/** The service as the host told of it, which has no clock to be trusted: how long it runs, in seconds. */
export type SightedService = Omit<ServiceSeen, 'since' | 'reason'> & { up: number | null; reason: Warning | null };

const longestPath = 1000;
const processes = /^\d{1,9}$/;
const mostPids = 16;
const count = (text: string | undefined): number | null => (/^\d{1,9}$/.test(text ?? '') ? Number(text) : null);

/** A service that runs nothing, or of which nobody knows what it runs. */
const still = (state: 'down' | 'none' | 'unknown', reason: Warning | null = null): SightedService => ({
  ...{ state, up: null, pids: [], restarts: null, reason },
});

/** Whether nothing says which processes are the application's. */
const isNameless = ({ service, processKey }: App): boolean =>
  processKey.trim() === '' && (service === undefined || (service.type === 'command' && service.status === ''));

function serviceOf(app: App, found: Facts): SightedService {
  if (found.runs === 'no') return still('none');
  if (isNameless(app)) return still('unknown', statement('seen.nameless'));
  if (found.processes === '0') return still('down');
  const pids = (found.pids ?? '').split(' ').flatMap((pid) => count(pid) || []);
  const [up, restarts] = [count(found.up), count(found.restarts)];
  return { ...{ state: 'running', up, restarts, reason: null }, pids: pids.slice(0, mostPids) };
}

/** The part of the output that is about each app, by its place; what the host says of places it was not asked about is dropped. */
function partsOf(output: string, count: number): string[] {
  const parts = Array.from({ length: count }, () => '');
  for (const text of output.split(/^app=/m).slice(1)) {
    const [, place, rest] = /^(\d{1,6})\n([\s\S]*)$/.exec(text) ?? [];
    if (place !== undefined && Number(place) < count) parts[Number(place)] = rest!;
  }
  return parts;
}

function sightingOf(app: App, part: string, isStopped: boolean): Sighting | null {
  const found = facts(part);
  // Not to be able to see is no answer: it is neither well nor failing by that.
  if (found.trouble !== undefined || !processes.test(found.processes ?? '')) return null;
  const program = found.program_live ? found.program_live.slice(0, longestPath) : null;
  const running = app.restarts || app.reloads || found.processes !== '0' ? found.processes !== '0' : null;
  const lost = found.lost === 'yes' ? statement('seen.lost', { path: app.programLink }) : null;
  return {
    program,
    stamp: releaseStampIn(program ?? ''),
    running,
    failing: lost ?? (running === false && !isStopped ? statement('seen.noProcess') : null),
    service: serviceOf(app, found),
  };
}

/** What `sightScript` told of each of these apps, in their order; null of one it told nothing of. Those that were stopped by somebody are not to run. */
export function sightingsFound(
  apps: readonly App[],
  output: string,
  stopped: ReadonlySet<string> = new Set(),
): (Sighting | null)[] {
  const parts = partsOf(output, apps.length);
  return apps.map((app, index) => sightingOf(app, parts[index]!, stopped.has(app.appKey)));
}

/** Why `sightScript` could not see how each of these apps is, in their order; null where it could, or told nothing. */
export function unseenReasons(apps: readonly App[], output: string): (Warning | null)[] {
  const parts = partsOf(output, apps.length);
  return apps.map(({ host }, index) => {
    const trouble = hostError(facts(parts[index]!));
    if (!trouble) return null;
    const { code, details } = trouble;
    return statement('warning.error', { error: errorInside({ code, details: { host, ...details } }) });
  });
}
