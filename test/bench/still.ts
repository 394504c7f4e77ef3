import { startEstate } from '../support/estate.js';
import { fillUpdateDirectory } from '../support/update.js';
import { figureOf, type Figure } from './figure.js';
import { tell } from './report.js';

/**
 * What rexflow itself adds: a release of a tree of three files that changes nothing, to two hosts whose applications are not
 * restarted. And from an accepted request to the first word from a host.
 */
export async function measureStill(rounds: number): Promise<Figure[]> {
  tell('starting a house whose releases carry and restart next to nothing');
  const estate = await startEstate({
    apps: [{}, {}],
    workers: 1,
    durable: true,
    row: (row) => ({ ...row, is_restart_status: '1', url: '' }),
  });
  try {
    fillUpdateDirectory(estate, '1.0.0');
    const took: number[] = [];
    const first: number[] = [];
    for (let round = -3; round < rounds * 4; round++) {
      const began = performance.now();
      const answer = await estate.rex({ action: 'release', k: 'server' });
      if (answer.at('code') !== '0') throw new Error(`a release failed: ${JSON.stringify(answer.body)}`);
      const ms = performance.now() - began;
      const [row] = await estate.rows(
        `SELECT TIMESTAMPDIFF(MICROSECOND, r.accepted_at, MIN(s.ended_at)) / 1000 AS ms
         FROM rexflow_requests r JOIN rexflow_steps s ON s.request_id = r.id WHERE r.id = ? GROUP BY r.accepted_at`,
        [answer.at('job')],
      );
      if (round < 0) continue;
      took.push(ms);
      first.push(Number(row!.ms));
    }
    const late = [...first].sort((a, b) => a - b)[Math.floor(first.length * 0.95)]!;
    return [
      figureOf('still.release', 'ms', took, null),
      figureOf('still.first-step-of-a-host', 'ms', first, null),
      figureOf('still.first-step-of-a-host-p95', 'ms', [late], null),
    ];
  } finally {
    await estate.stop();
  }
}
