import { setTimeout as pause } from 'node:timers/promises';
import { statement, warningText, type Warning } from '#contract';
import { healthType, type HealthCheck, type Instruction, type Look, type Observation, type Seen } from '#release';
import { askHttp } from './askHttp.js';

/** Milliseconds one answer may take. */
const patienceMs = 5000;
/** Milliseconds before one that seems not to be well is asked again. */
const secondChanceMs = 500;

/** Makes a look once. */
async function see(look: Look, signal: AbortSignal, longestMs: number): Promise<Seen> {
  const late = AbortSignal.timeout(longestMs);
  const seen = await askHttp(look, AbortSignal.any([signal, late]), null);
  return 'failed' in seen && late.aborted ? { failed: statement('seen.late', { seconds: longestMs / 1000 }) } : seen;
}

type Probe = Extract<Instruction, { do: 'probe' }>;

/**
 * Asks an application until it passes each check, one after the other, each until the deadline at most. Now and then it makes sure that there
 * is a process at all: one that has ended will never answer. An answer may take `longestMs` milliseconds. Throws when the signal is aborted.
 */
export async function askHealth(
  { checks, deadlineMs }: Pick<Probe, 'checks' | 'deadlineMs'>,
  signal: AbortSignal,
  alive: () => Promise<boolean>,
  longestMs = patienceMs,
): Promise<Observation> {
  for (const check of checks) {
    const trouble = await askUntil(check, { signal, alive, longestMs, deadlineMs });
    if (trouble !== null) return { facts: {}, trouble };
  }
  return { facts: { healthy: 'yes' }, trouble: null };
}

interface Patience {
  signal: AbortSignal;
  alive: () => Promise<boolean>;
  longestMs: number;
  deadlineMs: number;
}

/** Asks until one check is passed; the trouble where it is not. */
async function askUntil(
  check: HealthCheck,
  { signal, alive, longestMs, deadlineMs }: Patience,
): Promise<Observation['trouble']> {
  const { look, wrong, subject } = healthType(check);
  const limit = performance.now() + deadlineMs;
  let nextLook = performance.now() + 150;
  for (let gap = 10; ; gap = Math.min(gap * 1.5, 500)) {
    const why = wrong(check, await see(look(check), signal, longestMs));
    if (why === null) return null;
    signal.throwIfAborted();
    const reason = warningText(why);
    if (performance.now() >= limit) return { code: 'HEALTH_FAILED', details: { url: subject(check), reason } };
    if (performance.now() >= nextLook) {
      if (!(await alive())) {
        const ended = `it has ended by itself; ${subject(check)} said last: ${reason}`;
        return { code: 'START_FAILED', details: { reason: ended } };
      }
      nextLook = performance.now() + 2000;
    }
    await pause(gap, undefined, { signal });
  }
}

/** What is wrong with an application that is asked once, and once more where it seems not to be well; null when it is well. */
export async function wrongNow(
  checks: readonly HealthCheck[],
  signal: AbortSignal,
  longestMs = patienceMs,
): Promise<Warning | null> {
  for (const check of checks) {
    const { look, wrong } = healthType(check);
    const ask = async (): Promise<Warning | null> => wrong(check, await see(look(check), signal, longestMs));
    if ((await ask()) === null) continue;
    await pause(secondChanceMs, undefined, { signal });
    const why = await ask();
    if (why !== null) return why;
  }
  return null;
}
