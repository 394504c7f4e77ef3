import type { Duplex } from 'node:stream';
import type { Client, ClientChannel } from 'ssh2';
import { CodedError } from '#contract';
import type { SshLogin } from '../login/types.js';
import { unlessAborted } from './giveUp.js';
import type { SshRoute } from './openProcess.js';

/** A machine that was reached opened no way on from there. */
export class TunnelRefused extends Error {
  constructor(
    message: string,
    /** Its sshd lets nobody forward anything, or not to there: nothing was tried. */
    readonly isForbidden: boolean,
  ) {
    super(message);
  }
}

/** The reason of SSH_MSG_CHANNEL_OPEN_FAILURE that says so. */
const prohibited = 1;

function refusal(target: SshLogin, error: Error & { reason?: unknown }): Error {
  if (typeof error.reason !== 'number')
    return new CodedError('UNREACHABLE', { host: target.label, user: target.user, reason: error.message });
  return new TunnelRefused(error.message.replace(/^.*Channel open failure: /, ''), error.reason === prohibited);
}

const forward = (client: Client, address: string, port: number): Promise<ClientChannel> =>
  new Promise((resolve, reject) => {
    client.forwardOut('127.0.0.1', 0, address, port, (error, channel) => {
      if (error) return reject(error);
      // A connection that breaks shows in `close`.
      channel.on('error', () => undefined);
      resolve(channel);
    });
  });

/** Opens a connection from a machine to an address, as it sees it. See `Ssh.tunnel`. */
export async function openTunnel(
  { pool }: SshRoute,
  target: SshLogin,
  { address, port, signal }: { address: string; port: number; signal: AbortSignal },
): Promise<Duplex> {
  const lease = await unlessAborted(pool.lease(target, 'hold'), signal, (late) => late.release());
  try {
    const opened = forward(lease.connection.client, address, port).catch((error: Error) => {
      throw refusal(target, error);
    });
    const channel = await unlessAborted(opened, signal, (late) => late.destroy());
    channel.once('close', lease.release);
    return channel;
  } catch (thrown) {
    lease.release();
    throw thrown;
  }
}
