import { setTimeout as pause } from 'node:timers/promises';
import { warningText, type Warning } from '#contract';
import { healthType, type HealthCheck, type Instruction, type Look, type Observation, type Seen } from '#release';

/** Milliseconds one answer may take. */
const patienceMs = 5000;
/** Milliseconds before one that seems not to be well is asked again. */
const secondChanceMs = 500;

/** Bytes of an answer that are held against what is expected; what follows is not fetched. */
const mostAnswer = 4 * 1024 * 1024;

/** The text of an answer, however long it is. */
async function textOf({ body }: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of (body ?? []) as AsyncIterable<Uint8Array>) {
    parts.push(part);
    size += part.length;
    if (size >= mostAnswer) break;
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Makes the request of a look once. */
async function see({ url, headers, body }: Look, signal: AbortSignal): Promise<Seen> {
  try {
    const response = await fetch(url, {
      method: body === null ? 'GET' : 'POST',
      headers,
      ...(body === null ? {} : { body }),
      signal,
    });
    return { status: response.status, body: await textOf(response) };
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
    const why = wrong(check, seen);
    if (why === null) return { facts: { healthy: 'yes' }, trouble: null };
    signal.throwIfAborted();
    const reason = warningText(why);
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

/** What is wrong with an application that is asked once, and once more where it seems not to be well; null when it is well. */
export async function wrongNow(
  check: HealthCheck,
  signal: AbortSignal,
  longestMs = patienceMs,
): Promise<Warning | null> {
  const { look, wrong } = healthType(check);
  const ask = async (): Promise<Warning | null> =>
    wrong(check, await see(look(check), AbortSignal.any([signal, AbortSignal.timeout(longestMs)])));
  if ((await ask()) === null) return null;
  await pause(secondChanceMs, undefined, { signal });
  return await ask();
}
