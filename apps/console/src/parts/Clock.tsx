import { elapsed } from '../format/duration.js';
import { now } from '../live/clock.js';

/** How long something has been under way; it goes on by itself. */
export function Clock({ since }: { since: number }) {
  return <>{elapsed(now.value - since)}</>;
}
