import { setTimeout as pause } from 'node:timers/promises';
import { unharmed, type Kind } from '../kind.js';

/** What was accepted although the answer may never have come. */
const accepted = `SELECT id FROM rexflow_requests
  WHERE accepted_at >= UTC_TIMESTAMP(3) - INTERVAL ? MICROSECOND ORDER BY accepted_at`;

export const gatewayKilled: Kind = {
  name: 'gateway-killed',
  about: 'SIGKILL of the gateway while a caller waits for the answer',
  may: unharmed,
  mayRefuse: true,
  prepare: (round) => () => round.requests.length > 0,
  post: async (round) => {
    const { crew, estate, rows } = round.arena;
    const began = Date.now();
    const answer = estate.rex({ action: 'release', k: 'server' }).catch(() => null);
    await pause(round.random.int(0, 120));
    await crew.kill(crew.gateway);
    await answer;
    await crew.complete();
    round.recoversFrom = Date.now();
    const found = await rows(accepted, [(Date.now() - began) * 1000]);
    round.requests.push(...found.map((row) => String(row.id)));
  },
};
