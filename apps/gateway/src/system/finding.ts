import type { Finding } from '#contract';

/** A finding without a problem. */
export const well = (name: string, message: string): Finding => ({ name, state: 'ok', message, advice: null });

/** A finding that needs attention, with the advice to follow. */
export const warning = (name: string, message: string, advice: string): Finding => ({
  name,
  state: 'warning',
  message,
  advice,
});

/** A finding that keeps releases from working, with the advice to follow. */
export const failed = (name: string, message: string, advice: string): Finding => ({
  name,
  state: 'failed',
  message,
  advice,
});

/** True when a version is `least` or newer. */
export const atLeast = (version: string, least: readonly number[]): boolean => {
  const parts = version.split(/[.-]/).map((part) => Number.parseInt(part, 10) || 0);
  for (const [index, wanted] of least.entries()) {
    const part = parts[index] ?? 0;
    if (part !== wanted) return part > wanted;
  }
  return true;
};

/** Milliseconds by which clocks may be apart without a warning. */
const tolerableMs = 2000;
/** True when a clock is too far from another, either way. */
export const deviates = (aheadMs: number): boolean => Math.abs(aheadMs) > tolerableMs;
export const clockAdvice =
  'Keep the clocks of all machines together (chrony, systemd-timesyncd): timedatectl, chronyc makestep.';

/** A time between two clocks, in the largest unit that is not too coarse. */
export function apart(ms: number): string {
  const seconds = Math.abs(ms) / 1000;
  if (seconds < 10) return `${Math.abs(ms)} ms`;
  if (seconds < 600) return `${Math.round(seconds)} s`;
  return seconds < 172_800 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 86_400)} days`;
}

/** "`what` is 12 s ahead of `whose`". */
export const deviation = (what: string, aheadMs: number, whose: string): string =>
  `${what} is ${apart(aheadMs)} ${aheadMs < 0 ? 'behind' : 'ahead of'} ${whose}`;

/** The finding about one clock compared with another. */
export function clockFinding(name: string, what: string, aheadMs: number, whose: string): Finding {
  const message = deviation(what, aheadMs, whose);
  return deviates(aheadMs) ? warning(name, message, clockAdvice) : well(name, message);
}

/** Up to ten names, and the number of the others. */
export const few = (names: readonly string[]): string =>
  names.length > 10 ? `${names.slice(0, 10).join(', ')} and ${names.length - 10} more` : names.join(', ');
