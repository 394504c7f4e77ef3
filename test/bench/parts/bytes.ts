import { withField, type Field } from '../field.js';
import { figureOf, median } from '../figure.js';
import { bytesOf } from '../meter.js';
import { releaseByRex, settled } from '../release.js';
import { bytesByStep } from '../steps.js';
import { usualBulk } from '../trees.js';
import type { Part } from './part.js';

const hosts = 2;
const file = usualBulk.bytes / usualBulk.files;

/** Bytes through SSH, in both directions, for each host when one file of the program changed; the worse host counts. */
export const measureBytes: Part = ({ rounds }, found) =>
  withField({ hosts, metered: true }, async (field) => {
    const ours: number[] = [];
    const theirs: number[] = [];
    const steps: Map<string, number>[] = [];
    for (let round = -2; round < rounds; round++) {
      const rexflow = await through(field, () => releaseByRex(field, hosts));
      if (round >= 0) steps.push(await bytesByStep(field));
      await settled(field);
      const bare = await through(field, () => field.bare.release(hosts));
      if (round < 0) continue;
      ours.push(rexflow);
      theirs.push(bare);
    }
    const allowed = ours.map(() => 1.2 * file + 64 * 1024);
    found(figureOf('bytes.per-host', 'B', ours, allowed));
    found(figureOf('bytes.per-host.against-bare', 'B', ours, theirs));
    const each = (step: string): number[] => steps.map((round) => round.get(step) ?? 0);
    const names = [...new Set(steps.flatMap((round) => [...round.keys()]))];
    for (const step of names.sort((a, b) => median(each(b)) - median(each(a)))) {
      found(figureOf(`bytes.step.${step}`, 'B', each(step)));
    }
  });

async function through({ trees, meters }: Field, release: () => Promise<unknown>): Promise<number> {
  trees.change('one');
  for (const meter of meters) meter.reset();
  await release();
  return Math.max(...meters.map(({ passages }) => bytesOf(passages)));
}
