import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../../support/estate.js';
import { unharmed, type Kind } from '../kind.js';

export const gatewayKilled: Kind = {
  name: 'gateway-killed',
  about: 'SIGKILL of the gateway while a caller waits for the answer',
  may: unharmed,
  mayRefuse: true,
  prepare: (round) => () => round.requests.length > 0,
  post: async (round) => {
    const { crew, estate, rows } = round.arena;
    const all = async (): Promise<string[]> =>
      (await rows('SELECT id FROM rexflow_requests ORDER BY accepted_at')).map((row) => String(row.id));
    const known = new Set(await all());
    const answer = estate.rex({ action: 'release', k: 'server' }).catch(() => null);
    const stored = round.random.pick([true, false]);
    round.note(stored ? 'as soon as the request is stored' : 'at any moment');
    if (stored) await until('the request', 20, async () => (await all()).length > known.size);
    else await pause(round.random.int(10, 250));
    await crew.kill(crew.gateway);
    await answer;
    await crew.complete();
    round.recoversFrom = Date.now();
    // What was accepted although its answer may never have come.
    round.requests.push(...(await all()).filter((id) => !known.has(id)));
  },
};
