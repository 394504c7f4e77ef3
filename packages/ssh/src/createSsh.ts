import pLimit from 'p-limit';
import { carry } from './transfer/transfer.js';
import { connect } from './connect/connect.js';
import { createPool, type Lease, type Pool } from './pool/pool.js';
import { unlessAborted } from './run/giveUp.js';
import type { Route } from './run/openProcess.js';
import { run } from './run/run.js';
import type { Ssh } from './ssh.js';
import type { SshOptions } from './login/types.js';

/** Logins under way at once in this process, apart from what runs on connections that stand. */
const startsAtOnce = 16;

const giveBack = (late: Lease): void => late.release();

/**
 * The way to machines, for a whole process. One connection per target (machine, user, credentials, way) is opened at first use,
 * shared by all callers, and closed after `idleMs` without use; a further one is opened when all its channels are in use.
 * A connection that broke is replaced at the next use. `close` ends everything.
 */
export function createSsh(options: SshOptions): Ssh {
  const { connectTimeoutMs, maxChannels, idleMs } = options;
  const stop = new AbortController();
  const starts = pLimit(startsAtOnce);
  const pool: Pool = createPool({
    open: (target) =>
      connect(target, { ...options, starts, hold: (jump) => pool.lease(jump, 'hold'), stop: stop.signal }),
    maxChannels,
    idleMs,
  });
  const route: Route = { pool, connectTimeoutMs };
  return {
    run: (target, runOptions) => run(route, target, runOptions),
    carry: (target, carryOptions) => carry(route, target, carryOptions),
    stands: (target) => pool.stands(target),
    reach: async (target, signal) => (await unlessAborted(pool.lease(target, 'hold'), signal, giveBack)).release(),
    connections: () => pool.size(),
    close: async () => {
      stop.abort();
      await pool.close();
    },
  };
}
