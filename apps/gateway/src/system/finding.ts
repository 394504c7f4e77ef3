import {
  asCodedError,
  errorInside,
  finding,
  statement,
  type Detail,
  type Finding,
  type Statement,
  type StatementId,
} from '#contract';

/** A finding without a problem. */
export const well = (name: string, what: Statement): Finding => finding(name, 'ok', what);
/** A finding that needs attention, with the advice to follow. */
export const warning = (name: string, what: Statement): Finding => finding(name, 'warning', what);
/** A finding that keeps releases from working, with the advice to follow. */
export const failed = (name: string, what: Statement): Finding => finding(name, 'failed', what);

/** An error and its advice; where it has none, that of another statement. */
export function errorStatement(
  thrown: unknown,
  otherwise: 'error.gatewayLog' | 'error.redisLog' | 'unknown.redis',
): Statement {
  const trouble = asCodedError(thrown);
  const error = errorInside(trouble);
  if (trouble.advice === null) return statement(otherwise, { error });
  const advised = otherwise === 'unknown.redis' ? 'unknown.advised' : 'error.advised';
  return statement(advised, { error, advice: errorInside(trouble, 'advice') });
}

/** A finding about what could not be looked at. */
export const notKnown = (
  name: string,
  thrown: unknown,
  why: Extract<StatementId, 'unknown.mysql' | 'unknown.redis' | 'unknown.other'>,
): Finding => warning(name, statement(why, { error: errorInside(asCodedError(thrown)) }));

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

/** A time between two clocks, in the largest unit that is not too coarse. */
export function apart(ms: number): Statement {
  const seconds = Math.abs(ms) / 1000;
  if (seconds < 10) return statement('time.ms', { n: Math.abs(ms) });
  if (seconds < 600) return statement('time.seconds', { n: Math.round(seconds) });
  return seconds < 172_800
    ? statement('time.minutes', { n: Math.round(seconds / 60) })
    : statement('time.days', { n: Math.round(seconds / 86_400) });
}

/** "`clock` is 12 s ahead of `other`". */
export const deviation = (clock: Statement, aheadMs: number, other: Detail): Statement =>
  statement(aheadMs < 0 ? 'clock.behind' : 'clock.ahead', { clock, time: apart(aheadMs), other });

/** The finding about the clock of a server compared with the gateway's. */
export function clockFinding(name: string, clock: Statement, aheadMs: number): Finding {
  const found = deviation(clock, aheadMs, statement('clock.ofGateway'));
  return deviates(aheadMs) ? warning(name, statement('clock.deviates', { deviation: found })) : well(name, found);
}

/** Up to ten of these, and the number of the others. */
export const few = (names: readonly (string | Statement)[]): Detail =>
  names.length > 10 ? statement('names.more', { names: names.slice(0, 10), n: names.length - 10 }) : names;
