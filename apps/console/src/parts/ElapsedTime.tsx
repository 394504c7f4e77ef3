import { formatElapsed } from '#api/client';
import { now } from '../live/clock.js';

/** The time since `since`, counting on by itself. */
export function ElapsedTime({ since }: { since: number }) {
  return <>{formatElapsed(now.value - since)}</>;
}
