import pLimit from 'p-limit';
import { transfer } from './transfer/transfer.js';
import { connect, type ConnectOptions } from './connect/connect.js';
import { shownKeys } from './connect/shownKeys.js';
import { createPool, type ConnectionLease, type SshPool } from './pool/pool.js';
import { unlessAborted } from './run/giveUp.js';
import type { SshRoute } from './run/openProcess.js';
import { openTunnel } from './run/openTunnel.js';
import { runOverSsh } from './run/runOverSsh.js';
import type { SshClient } from './ssh.js';
import type { SshOptions } from './login/types.js';

/** Logins under way at once in this process, apart from what runs on connections that stand. */
const startsAtOnce = 16;

const giveBack = (late: ConnectionLease): void => late.release();

/**
 * The SSH client of a whole process. One connection per target (machine, user, credentials, way) is opened at first use,
 * shared by all callers, and closed after `idleMs` without use; a further one is opened when all its channels are in use.
 * A connection that broke is replaced at the next use. `close` ends everything.
 */
export function createSsh(options: SshOptions): SshClient {
  const { connectTimeoutMs, maxChannels, idleMs } = options;
  const stop = new AbortController();
  const starts = pLimit(startsAtOnce);
  const pool: SshPool = createPool({
    open: (target) => connect(target, way),
    maxChannels,
    idleMs,
  });
  const way: ConnectOptions = { ...options, starts, hold: (jump) => pool.lease(jump, 'hold'), stop: stop.signal };
  const route: SshRoute = { pool, connectTimeoutMs };
  return {
    run: (target, runOptions) => runOverSsh(route, target, runOptions),
    transfer: (target, transferOptions) => transfer(route, target, transferOptions),
    tunnel: (target, to) => openTunnel(route, target, to),
    isConnected: (target) => pool.stands(target),
    connect: async (target, signal) => (await unlessAborted(pool.lease(target, 'hold'), signal, giveBack)).release(),
    scanHostKeys: (target) => shownKeys(target, way),
    connections: () => pool.size(),
    close: async () => {
      stop.abort();
      await pool.close();
    },
  };
}
