import { setTimeout as pause } from 'node:timers/promises';
import { healthType, type Instruction, type Look, type Observation, type Seen } from '#release';

/** Milliseconds one answer may take. */
const patienceMs = 5000;

/** Makes the request of a look once. */
async function see({ url, headers, body }: Look, signal: AbortSignal): Promise<Seen> {
  try {
    const response = await fetch(url, {
      method: body === null ? 'GET' : 'POST',
      headers,
      ...(body === null ? {} : { body }),
      signal,
    });
    return { status: response.status, body: await response.text() };
  } catch (thrown) {
    const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
    return { failed: cause instanceof Error ? cause.message : String(cause) };
  }
}

/**
 * Asks an application until it is well, until the deadline at most. Now and then it makes sure that there is a process at all: one
 * that has ended will never answer. An answer may take `longestMs` milliseconds. Throws when the signal is aborted.
 */
export async function askHealth(
  { check, deadlineMs }: Pick<Extract<Instruction, { do: 'probe' }>, 'check' | 'deadlineMs'>,
  signal: AbortSignal,
  alive: () => Promise<boolean>,
  longestMs = patienceMs,
): Promise<Observation> {
  const { look, wrong, subject } = healthType(check);
  const limit = performance.now() + deadlineMs;
  let nextLook = performance.now() + 150;
  for (let gap = 10; ; gap = Math.min(gap * 1.5, 500)) {
    const seen = await see(look(check), AbortSignal.any([signal, AbortSignal.timeout(longestMs)]));
    const reason = wrong(check, seen);
    if (reason === null) return { facts: { healthy: 'yes' }, trouble: null };
    signal.throwIfAborted();
    if (performance.now() >= limit) {
      return { facts: {}, trouble: { code: 'HEALTH_FAILED', details: { url: subject(check), reason } } };
    }
    if (performance.now() >= nextLook) {
      if (!(await alive())) {
        const ended = `it has ended by itself; ${subject(check)} said last: ${reason}`;
        return { facts: {}, trouble: { code: 'START_FAILED', details: { reason: ended } } };
      }
      nextLook = performance.now() + 2000;
    }
    await pause(gap, undefined, { signal });
  }
}
