import { inFull, moment } from '../format/moment.js';
import { locale } from '../language/index.js';
import { now } from '../live/clock.js';

/** A moment as the clock shows it, in full where one points at it. */
export function Moment({ at }: { at: string }) {
  return (
    <time dateTime={at} title={inFull(at, locale())}>
      {moment(at, locale(), now.peek())}
    </time>
  );
}
