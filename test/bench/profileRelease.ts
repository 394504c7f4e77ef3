import { withInstallation } from './field.js';
import { median } from './figure.js';
import { watchPhases, type PhaseTimes } from './phases.js';
import { releaseByRex, settled } from './release.js';
import { printLine, printRows, tell } from './report.js';
import { lastRequest, type LastRequest } from './steps.js';

interface Seen extends LastRequest {
  seconds: number;
  phases: PhaseTimes[];
}

const kinds = {
  'one-file': { title: 'one file of 1,500 changed', installation: { hosts: 2 }, changes: true },
  nothing: {
    title: 'nothing to carry and to restart',
    installation: { hosts: 2, bulk: { files: 40, bytes: 40_000 }, untouched: true },
    changes: false,
  },
};

interface Line {
  what: string;
  app: string;
  begun: number;
  ended: number;
}

/** The lines of one release, in milliseconds since it was accepted. */
function linesOf({ accepted, settled: end, phases, steps }: Seen): Line[] {
  const phaseLines = phases.map(({ phase, begun, ended }) => ({ what: `phase ${phase}`, app: '', begun, ended }));
  const stepLines = steps.map(({ phase, step, app, begun, ended }) => ({
    what: `${phase} ${step}`,
    app,
    begun,
    ended,
  }));
  const all = [...phaseLines, ...stepLines, { what: 'settled', app: '', begun: end, ended: end }];
  return all.map((line) => ({ ...line, begun: line.begun - accepted, ended: line.ended - accepted }));
}

/** Prints the phases and steps of a release to two hosts, each at its median of some releases. */
export async function profileRelease(what: keyof typeof kinds, rounds: number): Promise<void> {
  const { title, installation: options, changes } = kinds[what];
  await withInstallation(options, async (installation) => {
    const seen: Seen[] = [];
    for (let round = -3; round < rounds; round++) {
      if (changes) installation.trees.change('one');
      const watching = watchPhases(installation);
      const seconds = await releaseByRex(installation, 2);
      const phases = await watching.end();
      if (round >= 0) seen.push({ ...(await lastRequest(installation)), seconds, phases });
      await settled(installation);
    }
    const all = seen.map(linesOf);
    const names = [...new Map(all.flat().map(({ what, app }) => [`${what} ${app}`, { what, app }])).values()];
    const lines = names.map(({ what, app }) => {
      const same = all.flatMap((lines) => lines.find((line) => line.what === what && line.app === app) ?? []);
      const begun = median(same.map((line) => line.begun));
      return { what, app, begun, took: median(same.map((line) => line.ended - line.begun)) };
    });
    lines.sort((a, b) => a.begun - b.begun);
    const seconds = median(seen.map((one) => one.seconds));
    printLine({ profile: `release-${what}`, rounds, seconds, lines });
    tell(`a release to 2 hosts, ${title}: ${seconds.toFixed(3)} s; ms since it was accepted`);
    printRows([
      ['what', 'app', 'begun', 'took'],
      ...lines.map(({ what, app, begun, took }) => [what, app, begun.toFixed(0), took.toFixed(0)]),
    ]);
  });
}
