import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../../support/until.js';
import { crowd } from '../crowd.js';
import { withInstallation, type Installation } from '../field.js';
import { figureOf } from '../figure.js';
import { releaseByRex, settled } from '../release.js';
import type { Part } from './part.js';

const released = 2;
const behind = 4;
const lookSeconds = 60;
const ticksPerSecond = 100;

/** Seconds of processor that a process has used. */
function usedBy(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

const number = async ({ estate }: Installation, sql: string): Promise<number> =>
  Number((await estate.rows(sql))[0]!.found ?? 0);
const seen = "SELECT COUNT(*) AS found FROM rexflow_looks WHERE host LIKE 'bench-%' AND seen_at IS NOT NULL";
const oldest =
  "SELECT TIMESTAMPDIFF(MICROSECOND, MIN(seen_at), UTC_TIMESTAMP(3)) / 1000000 AS found FROM rexflow_looks WHERE host LIKE 'bench-%'";

async function releases(installation: Installation, rounds: number): Promise<number[]> {
  const took: number[] = [];
  for (let round = -1; round < rounds; round++) {
    installation.trees.change('one');
    const seconds = await releaseByRex(installation, released);
    await settled(installation);
    if (round >= 0) took.push(seconds);
  }
  return took;
}

/**
 * What looking at 100 and at 500 hosts each minute takes: of a worker's processor, by one core; how old the oldest sight is; and a
 * release beside it, against the same one before.
 */
export const measureLooks: Part = ({ rounds, quick }, found) =>
  withInstallation(
    { hosts: released + behind, bulk: { files: 40, bytes: 40_000 }, lookSeconds, aliases: behind },
    async (installation) => {
      const { estate } = installation;
      const { pid } = estate.workers[0]!;
      // Keys are recorded by who asks for something, not by looks.
      await estate.rex({ action: 'check', k: 'server' });
      const alone = await releases(installation, rounds);
      let there = 0;
      for (const hosts of quick ? [100] : [100, 500]) {
        const names = Array.from(
          { length: hosts - there },
          (_, index) => `bench-${(there + index) % behind}-${there + index}`,
        );
        await crowd(estate, `bench${hosts}`, names.length, names);
        there = hosts;
        await until(`${hosts} hosts being seen`, 180, async () => (await number(installation, seen)) === hosts);
        const [began, used] = [performance.now(), usedBy(pid!)];
        await pause(lookSeconds * 1000);
        const seconds = (performance.now() - began) / 1000;
        const share = (usedBy(pid!) - used) / seconds;
        found(figureOf(`looks.${hosts}.worker-cpu`, '% of a core', [share * 100]));
        found(figureOf(`looks.${hosts}.cpu-per-look`, 'ms', [(share * lookSeconds * 1000) / hosts]));
        found(figureOf(`looks.${hosts}.oldest`, 's', [await number(installation, oldest)]));
        found(figureOf(`looks.${hosts}.release-beside`, 's', await releases(installation, rounds), alone));
      }
    },
  );
