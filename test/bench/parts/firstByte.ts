import { until } from '../../support/until.js';
import { withField, type Field } from '../field.js';
import { figureOf, quantile, type Rounds } from '../figure.js';
import type { Meter } from '../meter.js';
import { acquaint, releaseByRex, settled } from '../release.js';
import { lastRequest } from '../steps.js';
import type { Part } from './part.js';

const hosts = 2;

/**
 * Milliseconds from a request's acceptance, as it is recorded, to the first byte that goes to one of its hosts. The
 * baseline is an empty command over a standing ssh connection, which tells how fast the machine was just then.
 */
export const measureFirstByte: Part = ({ quick }, found) =>
  withField({ hosts, bulk: { files: 40, bytes: 40_000 }, metered: true }, async (field) => {
    const took: Rounds = { rexflow: [], baseline: [] };
    await acquaint(field, hosts);
    for (let round = -3; round < (quick ? 20 : 60); round++) {
      const ours = await firstByte(field);
      const theirs = (await field.bare.ask()) * 1000;
      if (round < 0) continue;
      took.rexflow.push(ours);
      took.baseline.push(theirs);
    }
    found(figureOf('first-byte.p50', 'ms', took.rexflow, took.baseline));
    found(figureOf('first-byte.p95', 'ms', [quantile(took.rexflow, 0.95)], [quantile(took.baseline, 0.95)]));
  });

async function firstByte(field: Field): Promise<number> {
  const { trees, meters } = field;
  trees.change('one');
  // What the last release does after its answer is no first byte of this one.
  await settled(field);
  await until('the connections being quiet', 30, () => Promise.resolve(meters.every(isQuiet)));
  for (const meter of meters) meter.reset();
  await releaseByRex(field, hosts);
  const { accepted } = await lastRequest(field);
  const firsts = meters.flatMap(({ passages }) => passages.find(({ toHost }) => toHost) ?? []);
  return Math.min(...firsts.map(({ at }) => at)) - accepted;
}

const isQuiet = ({ passages }: Meter): boolean => Date.now() - (passages.at(-1)?.at ?? 0) > 100;
