import { withField } from '../field.js';
import { figureOf, median, type Figure, type Point, type Rounds } from '../figure.js';
import { exponent } from '../fit.js';
import { alternate } from '../release.js';
import type { BenchOptions } from '../options.js';
import type { Part } from './part.js';

/** The sizes of a run: the first ones always, the next unless it is to be quick, the last only when it may be long. */
function sizes({ quick, long }: BenchOptions, always: number[], usual: number[], last: number[]): number[] {
  return [...always, ...(quick && !long ? [] : usual), ...(long ? last : [])];
}

/** How a release's time grows with hosts, with files of which one changed, and with bytes that all changed. */
export const measureGrowth: Part = async (options, found) => {
  const { rounds } = options;
  const counts = sizes(options, [1, 2, 4, 8], [16], [32, 64]);
  const bulk = { files: 200, bytes: 2_000_000 };
  await withField({ hosts: Math.max(...counts), bulk, atOnce: 64 }, async (field) => {
    const points: Point[] = [];
    for (const count of counts) {
      points.push(pointOf(count, await alternate(field, count, 'one', rounds)));
    }
    tellGrowth('hosts', points, found);
  });
  const files: Point[] = [];
  for (const count of sizes(options, [100, 1000], [10_000], [100_000])) {
    await withField({ hosts: 1, bulk: { files: count, bytes: count * 100 } }, async (field) => {
      files.push(pointOf(count, await alternate(field, 1, 'one', rounds)));
    });
  }
  tellGrowth('files', files, found);
  const bytes: Point[] = [];
  for (const count of sizes(options, [1e6, 1e7], [1e8], [1e9])) {
    await withField({ hosts: 1, bulk: { files: 64, bytes: count } }, async (field) => {
      bytes.push(pointOf(count, await alternate(field, 1, 'all', rounds)));
    });
  }
  tellGrowth('bytes', bytes, found);
};

const pointOf = (at: number, { rexflow, baseline }: Rounds): Point => ({
  at,
  rexflow: Number(median(rexflow).toFixed(3)),
  baseline: Number(median(baseline).toFixed(3)),
});

function tellGrowth(name: string, points: Point[], found: (figure: Figure) => void): void {
  const fitted = (of: 'rexflow' | 'baseline', some: Point[]): number =>
    exponent(some.map((point) => [point.at, point[of]] as const));
  const tell = (figure: string, some: Point[]): void =>
    found({ ...figureOf(figure, 'exponent', [fitted('rexflow', some)], [fitted('baseline', some)]), points: some });
  tell(`growth.${name}`, points);
  // What a release costs in any case hides growth among the small ones.
  tell(`growth.${name}.last`, points.slice(-2));
}
