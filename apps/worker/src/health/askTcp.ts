import { once } from 'node:events';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Seen, TcpLook } from '#release';
import { failureOf } from './failure.js';
import type { OpenWay } from './request.js';

async function dialed({ address, port }: TcpLook, signal: AbortSignal): Promise<Duplex> {
  const socket = connect({ host: address, port, signal });
  await once(socket, 'connect');
  return socket;
}

/** Opens a connection once and closes it; `open` is the way where no socket of this machine is. */
export async function askTcp(look: TcpLook, signal: AbortSignal, open: OpenWay | null): Promise<Seen> {
  try {
    const way = await (open ? open(look) : dialed(look, signal));
    way.destroy();
    return { status: 0, body: '' };
  } catch (thrown) {
    return failureOf(thrown, signal);
  }
}
