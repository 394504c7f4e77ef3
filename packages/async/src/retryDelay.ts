/** How long somebody waits between attempts, in milliseconds. */
export interface RetryDelay {
  /** Before the second attempt; it doubles from there. */
  first: number;
  longest: number;
  /** The share of the delay that is drawn, from 0 to 1: so that many who wait do not come back at once. */
  jitter?: number;
}

/** Milliseconds to wait after `attempt` attempts (1 and more) that failed. */
export function retryDelay({ first, longest, jitter = 0 }: RetryDelay, attempt: number, random = Math.random): number {
  const whole = Math.min(longest, first * 2 ** Math.min(attempt - 1, 30));
  return whole * (1 - jitter + jitter * random());
}
