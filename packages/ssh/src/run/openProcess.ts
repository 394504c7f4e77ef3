import { setTimeout as delay } from 'node:timers/promises';
import type { Client, ClientChannel } from 'ssh2';
import { CodedError } from '#contract';
import type { ConnectionLease, SshPool } from '../pool/pool.js';
import type { SshLogin } from '../login/types.js';
import { type End, followClose } from './followClose.js';
import { cancelled, unlessAborted } from './giveUp.js';

const attempts = 5;

/** The means to open commands: the connections, and the time a channel may take. */
export interface SshRoute {
  pool: SshPool;
  connectTimeoutMs: number;
}

/**
 * A command on a machine, started but not yet fed: what the command does not read from stdin has not happened. `end` is followed
 * from the start, since it may have ended before the caller hears that it began.
 */
export interface OpenProcess {
  channel: ClientChannel;
  end: End;
  lease: ConnectionLease;
}

/**
 * Starts a command that does nothing before it is fed, on a held connection if there is one. A connection that turns out dead
 * and a server that allows no further channel are tried again elsewhere. Throws the CodedError of connecting, UNREACHABLE when
 * no channel is to be had, CANCELLED.
 */
export async function openProcess(
  { pool, connectTimeoutMs }: SshRoute,
  target: SshLogin,
  command: string,
  { signal, urgent = false }: { signal?: AbortSignal; urgent?: boolean } = {},
): Promise<OpenProcess> {
  for (let attempt = 1; ; attempt += 1) {
    if (signal?.aborted) throw cancelled(signal);
    const taken = pool.lease(target, urgent ? 'urgent' : 'session');
    const lease = await unlessAborted(taken, signal, (late) => late.release());
    try {
      const { channel, end } = await exec(lease.connection.client, command, connectTimeoutMs);
      // Only now has the server freed its channel as well. When the connection goes, the pool counts nothing on it any more:
      // who waited for that here would stay with it for as long as it stands.
      void end.ended.then(lease.release);
      return { channel, end, lease };
    } catch (error) {
      if (wasRefused(error)) lease.full();
      lease.release();
      const reason = `it opens no channel: ${(error as Error).message}`;
      if (attempt === attempts)
        throw new CodedError('UNREACHABLE', { host: target.label, user: target.user, reason }, { cause: error });
      await delay(50 * attempt);
    }
  }
}

/** Whether the server refused one more channel (MaxSessions), as opposed to a connection that broke. */
function wasRefused(error: unknown): boolean {
  return typeof (error as { reason?: unknown }).reason === 'number';
}

function exec(client: Client, command: string, timeoutMs: number): Promise<Omit<OpenProcess, 'lease'>> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      reject(new Error(`no answer within ${timeoutMs / 1000} s`));
      client.destroy();
    }, timeoutMs);
    const settle = (error: Error | undefined, channel?: ClientChannel): void => {
      clearTimeout(late);
      if (!channel) return reject(error ?? new Error('no channel'));
      // A connection that breaks shows in `close`.
      channel.on('error', () => undefined);
      // Here and now: events that came in together with this answer are emitted before a promise goes on.
      resolve({ channel, end: followClose(channel) });
    };
    try {
      client.exec(command, settle);
    } catch (error) {
      settle(error as Error);
    }
  });
}
