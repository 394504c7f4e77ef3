import { formatFullTimestamp, formatTimestamp } from '../format/timestamp.js';
import { locale } from '../language/index.js';
import { now } from '../live/clock.js';

/** A timestamp in the reader's time zone, in full in its title. */
export function Timestamp({ at }: { at: string }) {
  return (
    <time dateTime={at} title={formatFullTimestamp(at, locale())}>
      {formatTimestamp(at, locale(), now.peek())}
    </time>
  );
}
