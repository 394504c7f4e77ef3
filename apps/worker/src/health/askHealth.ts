import { setTimeout as pause } from 'node:timers/promises';
import type { App, HealthCheck, Observation } from '#release';

/** Requests the URL once: null when the answer is as the catalogue wants it, else the reason it is not. */
async function ask(check: HealthCheck, signal: AbortSignal): Promise<string | null> {
  try {
    const response = await fetch(check.url, {
      method: check.body === null ? 'GET' : 'POST',
      headers: check.headers,
      ...(check.body === null ? {} : { body: check.body }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(5000)]),
    });
    const body = await response.text();
    if (check.status === null ? response.status >= 400 : response.status !== check.status) {
      return `it answers ${response.status}${check.status === null ? '' : ` instead of ${check.status}`}`;
    }
    if (check.pattern !== null && !new RegExp(check.pattern).test(body)) {
      return `its answer does not match "${check.pattern}": ${body.slice(0, 200)}`;
    }
    return null;
  } catch (thrown) {
    const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
    return cause instanceof Error ? cause.message : String(cause);
  }
}

/**
 * Asks an application's URL until it is healthy, for `deadlineMs` at most. Now and then it makes sure that there is a
 * process at all: one that has ended will never answer.
 */
export async function askHealth(
  app: App,
  deadlineMs: number,
  signal: AbortSignal,
  alive: () => Promise<boolean>,
): Promise<Observation> {
  const check = app.health!;
  const limit = performance.now() + deadlineMs;
  let nextLook = performance.now() + 150;
  for (let gap = 10; ; gap = Math.min(gap * 1.5, 500)) {
    const wrong = await ask(check, signal);
    if (wrong === null) return { facts: { healthy: 'yes' }, trouble: null };
    signal.throwIfAborted();
    if (performance.now() >= limit) {
      return { facts: {}, trouble: { code: 'HEALTH_FAILED', details: { url: check.url, reason: wrong } } };
    }
    if (performance.now() >= nextLook) {
      if (!(await alive())) {
        const reason = `it has ended by itself; ${check.url} said last: ${wrong}`;
        return { facts: {}, trouble: { code: 'START_FAILED', details: { reason } } };
      }
      nextLook = performance.now() + 2000;
    }
    await pause(gap, undefined, { signal });
  }
}
