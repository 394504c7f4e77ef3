import { connect, isIPv6 } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Client } from 'ssh2';
import type { SshLogin } from '../login/types.js';

/**
 * The byte stream to a target: an own socket, since ssh2 leaves Nagle's algorithm on and then waits for delayed ACKs at every
 * step of a login; or a channel through the jump host's client. Rejects with the error of the jump host.
 */
export async function dial({ address, port }: SshLogin, through: Client | null, timeoutMs: number): Promise<Duplex> {
  if (!through) return connect({ host: address, port, noDelay: true });
  const origin = isIPv6(address) ? '::1' : '127.0.0.1';
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the jump host opened no way to it in time')), timeoutMs);
    through.forwardOut(origin, 0, address, port, (error, channel) => {
      clearTimeout(late);
      if (error) reject(error);
      else resolve(channel);
    });
  });
}
