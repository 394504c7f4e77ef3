import { elapsed } from '../format/duration.js';
import { now } from '../live/clock.js';

/** The time since `since`, counting on by itself. */
export function ElapsedTime({ since }: { since: number }) {
  return <>{elapsed(now.value - since)}</>;
}
