import { CodedError } from '#contract';

/** CodedError for a caller who gave up: the one they gave as reason, else CANCELLED. */
export function cancelled(signal: AbortSignal): CodedError {
  return signal.reason instanceof CodedError ? signal.reason : new CodedError('CANCELLED', { by: 'the caller' });
}

/**
 * Waits for a promise, but no longer than until the signal aborts: then rejects, and what comes later is handed to `late` to be
 * put away.
 */
export async function unlessAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
  late: (value: T) => void,
): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const give = (): void => {
      reject(cancelled(signal));
      promise.then(late, () => undefined);
    };
    if (signal.aborted) return give();
    signal.addEventListener('abort', give, { once: true });
    void promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', give));
  });
}

/** An end of a command from outside: by its deadline or its caller. `clear` takes both off again. */
export interface Stop {
  fired: Promise<'deadline' | 'cancel'>;
  clear(): void;
}

/** Waits for the deadline (milliseconds from now) or the caller's signal, whichever comes first. */
export function stopAt(deadlineMs: number, signal?: AbortSignal): Stop {
  const gate = new AbortController();
  const fired = new Promise<'deadline' | 'cancel'>((resolve) => {
    const timer = setTimeout(() => resolve('deadline'), deadlineMs);
    const cancel = (): void => resolve('cancel');
    if (signal?.aborted) cancel();
    signal?.addEventListener('abort', cancel, { once: true, signal: gate.signal });
    gate.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  });
  return { fired, clear: () => gate.abort() };
}
