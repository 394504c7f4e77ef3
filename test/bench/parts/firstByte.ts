import { until } from '../../support/until.js';
import { withHouse } from '../field.js';
import { figureOf, quantile } from '../figure.js';
import { releaseByRex, settled } from '../release.js';
import { lastRequest } from '../steps.js';
import type { Part } from './part.js';

/** Milliseconds from a request's acceptance, as it is recorded, to the first byte that goes to one of its hosts. */
export const measureFirstByte: Part = ({ quick }, found) =>
  withHouse({ hosts: 2, bulk: { files: 40, bytes: 40_000 }, metered: true }, async (house) => {
    const { trees, meters, estate } = house;
    const took: number[] = [];
    for (let round = -3; round < (quick ? 20 : 60); round++) {
      trees.change('one');
      await until('the connections being quiet', 30, () => Promise.resolve(!busy()));
      for (const meter of meters) meter.reset();
      await releaseByRex(house, estate.hosts.length);
      const { accepted } = await lastRequest(house);
      const first = Math.min(
        ...meters.flatMap(({ passages }) => passages.filter(({ toHost }) => toHost).slice(0, 1)).map(({ at }) => at),
      );
      if (round >= 0) took.push(first - accepted);
      await settled(house);
    }
    found(figureOf('first-byte.p50', 'ms', took));
    found({ ...figureOf('first-byte.p95', 'ms', [quantile(took, 0.95)]), rounds: took.length });

    /** What a release does after its answer, and keepalives, are no first byte of the next one. */
    function busy(): boolean {
      return meters.some(({ passages }) => Date.now() - (passages.at(-1)?.at ?? 0) < 100);
    }
  });
