import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket, connect } from 'node:net';

/** A TCP connection in the middle of which somebody stands. */
export interface Proxy {
  port: number;
  /** Bytes that went through it so far, both ways together. */
  bytes(): number;
  /** Whether bytes were held back by `hang` or `holdAfter`. */
  holding(): boolean;
  /** Cuts off every connection, and each new one at once. */
  cut(): void;
  /** Stops forwarding without closing anything; new connections are taken and hear nothing. */
  hang(): void;
  /** Hangs once so many more bytes have gone to the server. */
  holdAfter(bytes: number): void;
  /** Forwards no more than so many bytes a second to the server. */
  slow(rate: number): void;
  /**
   * Loses one answer: that of the next thing sent to the server whose text is such. It arrives there and is carried out; who
   * sent it is cut off, and `lost` called.
   */
  loseAnswer(text: RegExp, lost?: () => void): void;
  /** Forwards new connections again. What hung goes on when `thaw` is true; else it hangs until somebody gives up. */
  mend(how?: { thaw: boolean }): void;
  close(): Promise<void>;
}

interface Pair {
  client: Socket;
  server: Socket;
  /** Hung for good: what still comes is read to notice the end, and dropped. */
  lost: boolean;
  /** Its client was cut off; the server is left to itself. */
  orphaned: boolean;
}

/** Stands between clients and a server. */
export async function startProxy(target: { host: string; port: number }): Promise<Proxy> {
  const pairs = new Set<Pair>();
  const unanswered = new Map<Pair, () => void>();
  let state: 'open' | 'cut' | 'hung' = 'open';
  let allowance = Infinity;
  let held = false;
  let rate = Infinity;
  let passed = 0;
  let doomed: { text: RegExp; lost: () => void } | null = null;

  const freeze = ({ client, server }: Pair): void => {
    for (const socket of [client, server]) socket.pause();
    held = true;
  };
  const hang = (): void => {
    state = 'hung';
    for (const pair of pairs) freeze(pair);
  };
  const listener = createServer({ noDelay: true }, (client) => {
    if (state === 'cut') return void client.resetAndDestroy();
    const server = connect({ ...target, noDelay: true });
    const pair: Pair = { client, server, lost: false, orphaned: false };
    pairs.add(pair);
    const join = (from: Socket, to: Socket, count: (bytes: number) => void): void => {
      from.on('data', (chunk: Buffer) => {
        if (pair.lost) return;
        const answer = from === server ? unanswered.get(pair) : undefined;
        if (answer) {
          // The server is left to itself: what it was told it does, whoever hears of it.
          unanswered.delete(pair);
          pair.lost = pair.orphaned = true;
          client.resetAndDestroy();
          answer();
          return;
        }
        if (from === client && doomed?.text.test(chunk.toString('latin1'))) {
          unanswered.set(pair, doomed.lost);
          doomed = null;
        }
        passed += chunk.length;
        if (!to.write(chunk) && state === 'open') {
          from.pause();
          to.once('drain', () => pairs.has(pair) && state === 'open' && from.resume());
        }
        count(chunk.length);
        if (from === client && rate < Infinity) {
          from.pause();
          setTimeout(() => state === 'open' && from.resume(), (chunk.length * 1000) / rate);
        }
      });
      from.on('end', () => to.end());
      from.on('error', () => undefined);
      from.on('close', () => {
        if (pair.orphaned && from === client) return;
        pairs.delete(pair);
        to.destroy();
      });
    };
    join(client, server, (bytes) => {
      allowance -= bytes;
      if (allowance <= 0 && state === 'open') hang();
    });
    join(server, client, () => undefined);
    if (state === 'hung') freeze(pair);
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  return {
    port: (listener.address() as AddressInfo).port,
    bytes: () => passed,
    holding: () => held,
    cut: () => {
      state = 'cut';
      for (const { client, server } of pairs) for (const socket of [client, server]) socket.resetAndDestroy();
    },
    hang,
    holdAfter: (bytes) => {
      held = false;
      allowance = bytes;
    },
    loseAnswer: (text, lost = () => undefined) => {
      doomed = { text, lost };
    },
    slow: (bytes) => {
      rate = bytes;
    },
    mend: ({ thaw } = { thaw: false }) => {
      state = 'open';
      allowance = rate = Infinity;
      held = false;
      for (const pair of pairs) {
        pair.lost = pair.lost || (!thaw && pair.client.isPaused() && pair.server.isPaused());
        for (const socket of [pair.client, pair.server]) socket.resume();
      }
    },
    close: async () => {
      const closed = once(listener, 'close');
      listener.close();
      for (const { client, server } of pairs) for (const socket of [client, server]) socket.destroy();
      await closed;
    },
  };
}
