import { withField } from '../field.js';
import { figureOf, quantile, type Rounds } from '../figure.js';
import { acquaint, releaseByRex } from '../release.js';
import { startedSoFar } from '../resident.js';
import type { Part } from './part.js';

const hosts = 2;

/**
 * How long a release takes that carries nothing and restarts nothing: what rexflow itself adds. The baseline is an empty
 * command over a standing ssh connection, which tells how fast the machine was just then. Most of it is the starting of programs,
 * so they are counted, too.
 */
export const measureNothing: Part = ({ quick }, found) =>
  withField({ hosts, bulk: { files: 40, bytes: 40_000 }, untouched: true }, async (field) => {
    const took: Rounds = { rexflow: [], baseline: [] };
    const started: number[] = [];
    await acquaint(field, hosts);
    for (let round = -3; round < (quick ? 10 : 40); round++) {
      const before = startedSoFar();
      const ours = (await releaseByRex(field, hosts)) * 1000;
      const since = startedSoFar() - before;
      const theirs = (await field.bare.ask()) * 1000;
      if (round < 0) continue;
      took.rexflow.push(ours);
      took.baseline.push(theirs);
      started.push(since / hosts);
    }
    found(figureOf('nothing.p50', 'ms', took.rexflow, took.baseline));
    found(figureOf('nothing.p95', 'ms', [quantile(took.rexflow, 0.95)], [quantile(took.baseline, 0.95)]));
    found(figureOf('nothing.processes', 'per host', started));
  });
