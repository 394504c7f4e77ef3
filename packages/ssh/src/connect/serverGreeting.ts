import type { Duplex } from 'node:stream';
import { setImmediate } from 'node:timers/promises';

/** A byte stream to a machine that has not greeted yet. */
export interface UngreetedSocket {
  sock: Duplex;
  /** Throws what became of it since; to be asked before it is handed on. */
  requireWhole(): void;
}

/** Watches over a stream until the SSH client takes it. An error has the level and the text that ssh2 gives it. */
export function watch(sock: Duplex): UngreetedSocket {
  let fault: Error | null = null;
  sock.on('error', (error) => (fault ??= Object.assign(error, { level: 'client-socket' })));
  sock.on('close', () => (fault ??= new Error('Connection lost before handshake')));
  return {
    sock,
    requireWhole: () => {
      if (fault) throw fault;
    },
  };
}

/**
 * Waits for the greeting of the machine, which speaks first, but no longer than `ms`; true when it spoke. Nothing is read.
 * Throws what broke the stream, or the reason of `stop`.
 */
export async function serverGreeting(
  { sock, requireWhole }: UngreetedSocket,
  ms: number,
  stop: AbortSignal,
): Promise<boolean> {
  let spoke = false;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, ms);
    const heard = (): void => {
      spoke = true;
      done();
    };
    function done(): void {
      clearTimeout(timer);
      sock.off('readable', heard).off('close', done).off('error', done);
      stop.removeEventListener('abort', done);
      resolve();
    }
    sock.on('readable', heard).on('close', done).on('error', done);
    stop.addEventListener('abort', done, { once: true });
  });
  // Whoever reads it next finds it flowing only when the stream has noticed that nobody waits for `readable` any more.
  await setImmediate();
  requireWhole();
  stop.throwIfAborted();
  return spoke;
}
