import type { Duplex } from 'node:stream';
import { setImmediate } from 'node:timers/promises';

/** A byte stream to a machine on which nobody has said anything yet. */
export interface Line {
  sock: Duplex;
  /** Throws what became of it since; to be asked before it is handed on. */
  requireWhole(): void;
}

/** Watches over a stream until somebody else does. What breaks it is told in the words of ssh2. */
export function watch(sock: Duplex): Line {
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
 * Waits for the first word of the machine, which speaks first, but no longer than `ms`; true when it spoke. Nothing is read.
 * Throws what broke the stream, or the reason of `stop`.
 */
export async function firstWord({ sock, requireWhole }: Line, ms: number, stop: AbortSignal): Promise<boolean> {
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
