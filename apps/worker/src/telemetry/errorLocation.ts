import type { ErrorLocation } from '#contract';

/** The location of an error: the host (null is this machine), the step, the number of tries, and the seconds since the first. */
export function errorLocation(now: Date, host: string | null, step: string, times: number, since: Date): ErrorLocation {
  return { host, step, tried: { times, seconds: Math.max(0, Math.round((now.getTime() - since.getTime()) / 1000)) } };
}
