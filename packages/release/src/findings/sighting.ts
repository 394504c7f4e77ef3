import { releaseStampIn, statement, type Warning } from '#contract';
import { facts } from '#shell';
import type { App } from '../model/app.js';

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
}

const longestPath = 1000;
const processes = /^\d{1,9}$/;

/** The part of the output that is about each app, by its place; what the host says of places it was not asked about is dropped. */
function partsOf(output: string, count: number): string[] {
  const parts = Array.from({ length: count }, () => '');
  for (const text of output.split(/^app=/m).slice(1)) {
    const [, place, rest] = /^(\d{1,6})\n([\s\S]*)$/.exec(text) ?? [];
    if (place !== undefined && Number(place) < count) parts[Number(place)] = rest!;
  }
  return parts;
}

function sightingOf(app: App, part: string): Sighting | null {
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
    failing: lost ?? (running === false ? statement('seen.noProcess') : null),
  };
}

/** What `sightScript` told of each of these apps, in their order; null of one it told nothing of. */
export function sightingsFound(apps: readonly App[], output: string): (Sighting | null)[] {
  const parts = partsOf(output, apps.length);
  return apps.map((app, index) => sightingOf(app, parts[index]!));
}
