import { withHouse } from '../field.js';
import { figureOf, quantile } from '../figure.js';
import { releaseByRex } from '../release.js';
import type { Part } from './part.js';

/** How long a release takes that carries nothing and restarts nothing: what rexflow itself adds. */
export const measureNothing: Part = ({ quick }, found) =>
  withHouse({ hosts: 2, bulk: { files: 40, bytes: 40_000 }, untouched: true }, async (house) => {
    const took: number[] = [];
    for (let round = -3; round < (quick ? 10 : 40); round++) {
      const seconds = await releaseByRex(house, house.estate.hosts.length);
      if (round >= 0) took.push(seconds * 1000);
    }
    found(figureOf('nothing.p50', 'ms', took));
    found({ ...figureOf('nothing.p95', 'ms', [quantile(took, 0.95)]), rounds: took.length });
  });
