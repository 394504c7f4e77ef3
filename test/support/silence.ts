import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** Machines that take TCP connections and say nothing, or hang up at once. */
export interface Silence {
  /** Connections they took so far. */
  accepted(): number;
  /** Connections that still stand. */
  open(): number;
  /** Cuts all of them, and each new one at once. */
  hangUp(): void;
  close(): Promise<void>;
}

/** Such machines at these addresses, seen as one. */
export async function startSilence(addresses: readonly string[], port: number): Promise<Silence> {
  const sockets = new Set<Socket>();
  let accepted = 0;
  let rude = false;
  const take = (socket: Socket): void => {
    accepted += 1;
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    if (rude) socket.destroy();
    else socket.resume();
  };
  const servers = await Promise.all(
    addresses.map(async (address) => {
      const server = createServer(take).listen(port, address);
      await once(server, 'listening');
      return server;
    }),
  );
  const hangUp = (): void => {
    rude = true;
    for (const socket of sockets) socket.destroy();
  };
  return {
    accepted: () => accepted,
    open: () => sockets.size,
    hangUp,
    close: async () => {
      hangUp();
      const closed = servers.map((server) => once(server, 'close'));
      for (const server of servers) server.close();
      await Promise.all(closed);
    },
  };
}
