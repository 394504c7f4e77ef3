import { elapsedInWords } from '../format/duration.js';
import { locale } from '../language/index.js';
import { now } from '../live/clock.js';

/** The time since `since`, counting on by itself. */
export function ElapsedTime({ since }: { since: number }) {
  return <>{elapsedInWords(now.value - since, locale())}</>;
}
