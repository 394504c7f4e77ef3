import { withHouse, type House } from '../field.js';
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

const workerOf = ({ estate }: House): number => estate.workers[0]!.pid!;

/** Memory of one worker: the most while it carries to many hosts at once, and how it grows over releases in a row. */
export const measureMemory: Part = async (options, found) => {
  await measurePeak(options, found);
  await measureSlope(options, found);
};

const measurePeak: Part = async ({ quick, rounds }, found) => {
  const bulk = quick ? { files: 200, bytes: 4_800_000 } : usualBulk;
  await withHouse({ hosts: many, bulk, atOnce: many, untouched: true }, async (house) => {
    found(figureOf('memory.idle', 'MB', [residentNow(workerOf(house))]));
    await releaseByRex(house, many);
    const peaks: number[] = [];
    for (let round = 0; round < Math.min(rounds, 3); round++) {
      house.trees.change('all');
      forgetPeak(workerOf(house));
      await releaseByRex(house, many);
      peaks.push(residentPeak(workerOf(house)));
      await settled(house);
    }
    found(figureOf(`memory.peak.${many}-hosts`, 'MB', peaks));
  });
};

const measureSlope: Part = async ({ releases }, found) => {
  await withHouse({ hosts: 2, bulk: small, untouched: true }, async (house) => {
    // The first ones make room for code and caches: no growth either.
    const first = releases < enough ? Math.min(50, releases / 2) : 200;
    for (let warm = 0; warm < first; warm++) await releaseOne(house);
    const points: [number, number][] = [];
    for (let done = 1; done <= releases; done++) {
      await releaseOne(house);
      points.push([done, residentNow(workerOf(house))]);
      if (done % 100 === 0) tell(`${done} releases: ${points.at(-1)![1].toFixed(1)} MB`);
    }
    const resident = points.map(([, megabytes]) => megabytes);
    found(figureOf(`memory.resident.${releases}-releases`, 'MB', resident));
    // Of a few releases the slope is that of the garbage collector's last round.
    const name = releases < enough ? 'memory.slope.of-few' : 'memory.slope';
    found({ ...figureOf(name, 'MB/1000', [slope(points) * 1000]), rounds: releases });
  });
};

async function releaseOne(house: House): Promise<void> {
  house.trees.change('one');
  await releaseByRex(house, house.estate.hosts.length);
}
