import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'ssh2';

const farewellMs = 2_000;

/** A login that stands. */
export interface Connection {
  readonly client: Client;
  /** The stream to which the client writes its packets, whatever waits there already. */
  readonly wire: Duplex;
  /** Resolves, once, when the connection is gone. */
  readonly gone: Promise<void>;
  /** The reason why the connection went, as far as ssh2 names one. */
  whyGone(): string;
  /** Says goodbye and resolves when it is closed; cuts it when the other side does not follow. */
  end(): Promise<void>;
}

/** Watches over a client that has just become ready. */
export function connection(client: Client, wire: Duplex): Connection {
  let reason = 'it was closed by the other side';
  client.on('error', (error) => (reason = error.message));
  const gone = new Promise<void>((resolve) => client.once('close', () => resolve()));
  return {
    client,
    wire,
    gone,
    whyGone: () => reason,
    end: async () => {
      reason = 'it was ended here';
      client.end();
      const patience = new AbortController();
      await Promise.race([gone, delay(farewellMs, undefined, { signal: patience.signal }).catch(() => undefined)]);
      patience.abort();
      client.destroy();
    },
  };
}
