import { withInstallation, type Installation } from '../field.js';
import { figureOf } from '../figure.js';
import { slope } from '../fit.js';
import { releaseByRex, settled } from '../release.js';
import { tell } from '../report.js';
import { forgetPeak, residentNow, residentPeak } from '../resident.js';
import { usualBulk } from '../trees.js';
import type { Part } from './part.js';

const many = 64;
/** Releases in a row that tell something of growth. */
const enough = 300;
const small = { files: 40, bytes: 40_000 };

const workerOf = ({ estate }: Installation): number => estate.workers[0]!.pid!;

/** Memory of one worker: the most while it carries to many hosts at once, and how it grows over releases in a row. */
export const measureMemory: Part = async (options, found) => {
  await measurePeak(options, found);
  await measureSlope(options, found);
};

const measurePeak: Part = async ({ quick, rounds }, found) => {
  const bulk = quick ? { files: 200, bytes: 4_800_000 } : usualBulk;
  await withInstallation({ hosts: many, bulk, atOnce: many, untouched: true }, async (installation) => {
    found(figureOf('memory.idle', 'MB', [residentNow(workerOf(installation))]));
    await releaseByRex(installation, many);
    const peaks: number[] = [];
    for (let round = 0; round < Math.min(rounds, 3); round++) {
      installation.trees.change('all');
      forgetPeak(workerOf(installation));
      await releaseByRex(installation, many);
      peaks.push(residentPeak(workerOf(installation)));
      await settled(installation);
    }
    found(figureOf(`memory.peak.${many}-hosts`, 'MB', peaks));
  });
};

const measureSlope: Part = async ({ releases }, found) => {
  await withInstallation({ hosts: 2, bulk: small, untouched: true }, async (installation) => {
    // The first ones make room for code and caches: no growth either.
    const first = releases < enough ? Math.min(50, releases / 2) : 200;
    for (let warm = 0; warm < first; warm++) await releaseOne(installation);
    const points: [number, number][] = [];
    for (let done = 1; done <= releases; done++) {
      await releaseOne(installation);
      points.push([done, residentNow(workerOf(installation))]);
      if (done % 100 === 0) tell(`${done} releases: ${points.at(-1)![1].toFixed(1)} MB`);
    }
    const resident = points.map(([, megabytes]) => megabytes);
    found(figureOf(`memory.resident.${releases}-releases`, 'MB', resident));
    // Of a few releases the slope is that of the garbage collector's last round.
    const name = releases < enough ? 'memory.slope.of-few' : 'memory.slope';
    found({ ...figureOf(name, 'MB/1000', [slope(points) * 1000]), rounds: releases });
  });
};

async function releaseOne(installation: Installation): Promise<void> {
  installation.trees.change('one');
  await releaseByRex(installation, installation.estate.hosts.length);
}
