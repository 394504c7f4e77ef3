import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { freePort } from '#provision';
import type { Host } from '../support/estate.js';

/** Some bytes that went through, in either direction, and when. */
export interface Passage {
  at: number;
  bytes: number;
  toHost: boolean;
}

/** Stands before an sshd and counts. */
export interface Meter {
  port: number;
  /** What went through since `reset`. */
  passages: Passage[];
  reset(): void;
  close(): Promise<void>;
}

async function startMeter(address: string, port: number, target: number): Promise<Meter> {
  const sockets = new Set<Socket>();
  let passages: Passage[] = [];
  const listener = createServer({ noDelay: true }, (client) => {
    const server = connect({ host: address, port: target, noDelay: true });
    const join = (from: Socket, to: Socket, toHost: boolean): void => {
      sockets.add(from);
      // Before the pipe, so that a byte is told before it is there.
      from.on('data', (chunk: Buffer) => passages.push({ at: Date.now(), bytes: chunk.length, toHost }));
      from.on('error', () => undefined);
      from.once('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      from.pipe(to);
    };
    join(client, server, true);
    join(server, client, false);
  });
  listener.listen(port, address);
  await once(listener, 'listening');
  return {
    port,
    get passages() {
      return passages;
    },
    reset: () => {
      passages = [];
    },
    close: async () => {
      const closed = once(listener, 'close');
      listener.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** A meter before the sshd of each host, all on one port of the hosts' own addresses. */
export async function startMeters(hosts: readonly Host[]): Promise<{ port: number; meters: Meter[] }> {
  const port = await freePort(hosts[0]!.app.host);
  const meters = await Promise.all(hosts.map(({ app, sshd }) => startMeter(app.host, port, sshd.port)));
  return { port, meters };
}

export const bytesOf = (passages: readonly Passage[]): number => passages.reduce((sum, { bytes }) => sum + bytes, 0);
