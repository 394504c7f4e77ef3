import { setTimeout as pause } from 'node:timers/promises';
import { statement, warningText, type Warning } from '#contract';
import { healthType, type Ask, type Instruction, type Observation } from '#release';
import { patienceMs, see, type HostOfApp } from './see.js';

/** Milliseconds before one that seems not to be well is asked again. */
const secondChanceMs = 500;
/** Milliseconds between two looks where the check says nothing: soon at first, and what the host takes part in less often. */
const firstGapMs = { worker: 10, host: 200 };
const longestGapMs = 500;
/** Milliseconds after which a look at many apps asks no further check of one. */
const enoughMs = 10_000;

type Probe = Extract<Instruction, { do: 'probe' }>;

interface Patience {
  at: HostOfApp;
  signal: AbortSignal;
  alive: () => Promise<boolean>;
  usualMs: number;
  deadlineMs: number;
}

const asksThere = ({ look }: Ask): boolean => look.do === 'script' || look.from === 'host';

/** Asks until one check is passed; the trouble where it is not. */
async function askUntil(
  ask: Ask,
  { at, signal, alive, usualMs, deadlineMs }: Patience,
): Promise<Observation['trouble']> {
  const { check } = ask;
  const { wrong, subject } = healthType(check);
  const there = asksThere(ask);
  const { within, every, inARow = 1 } = check;
  const limit = performance.now() + (within === undefined ? deadlineMs : within * 1000);
  let nextLook = performance.now() + 150;
  let gap = every === undefined ? firstGapMs[there ? 'host' : 'worker'] : every * 1000;
  for (let passed = 0; ;) {
    const why = wrong(check, await see(ask, at, signal, usualMs));
    signal.throwIfAborted();
    passed = why === null ? passed + 1 : 0;
    if (passed >= inARow) return null;
    const reason = warningText(why ?? statement('seen.notInARow', { n: passed, wanted: inARow }));
    if (performance.now() >= limit) {
      const details = { url: subject(check), reason, ...(there ? { from: 'host' } : {}) };
      return { code: 'HEALTH_FAILED', details };
    }
    if (why !== null && performance.now() >= nextLook) {
      if (!(await alive())) {
        const ended = `it has ended by itself; ${subject(check)} said last: ${reason}`;
        return { code: 'START_FAILED', details: { reason: ended } };
      }
      nextLook = performance.now() + 2000;
    }
    await pause(gap, undefined, { signal });
    if (every === undefined) gap = Math.min(gap * 1.5, longestGapMs);
  }
}

/**
 * Asks an application until it passes each check, one after the other, each for so long as it says and else until the deadline. Now and then it
 * makes sure that there is a process at all: one that has ended will never answer. An answer may take `usualMs` milliseconds where its check says
 * nothing. Throws when the signal is aborted, and the CodedError of getting to the host.
 */
export async function askHealth(
  { asks, deadlineMs }: Pick<Probe, 'asks' | 'deadlineMs'>,
  at: HostOfApp,
  signal: AbortSignal,
  alive: () => Promise<boolean>,
  usualMs = patienceMs,
): Promise<Observation> {
  for (const ask of asks) {
    const trouble = await askUntil(ask, { at, signal, alive, usualMs, deadlineMs });
    if (trouble !== null) return { facts: {}, trouble };
  }
  return { facts: { healthy: 'yes' }, trouble: null };
}

/**
 * What is wrong with an application that is asked once, and once more where it seems not to be well; null when it is well. Throws as
 * `askHealth` does.
 */
export async function wrongNow(
  asks: readonly Ask[],
  at: HostOfApp,
  signal: AbortSignal,
  usualMs = patienceMs,
): Promise<Warning | null> {
  const begun = performance.now();
  for (const one of asks) {
    if (performance.now() - begun > enoughMs) break;
    const ask = async (): Promise<Warning | null> =>
      healthType(one.check).wrong(one.check, await see(one, at, signal, usualMs));
    if ((await ask()) === null) continue;
    await pause(secondChanceMs, undefined, { signal });
    const why = await ask();
    if (why !== null) return why;
  }
  return null;
}
