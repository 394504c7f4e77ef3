import type { TroublePlace } from '#contract';

/** Where trouble was met: the host (null is this machine), the step, how often it was tried, and since when. */
export function errorLocation(now: Date, host: string | null, step: string, times: number, since: Date): TroublePlace {
  return { host, step, tried: { times, seconds: Math.max(0, Math.round((now.getTime() - since.getTime()) / 1000)) } };
}
