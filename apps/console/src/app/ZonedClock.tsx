import { computed } from '@preact/signals';
import { formatClock } from '../format/timestamp.js';
import { locale } from '../language/index.js';
import { now } from '../live/clock.js';

const minute = computed(() => Math.floor(now.value / 60_000));

/** The time of the reader with its zone. */
export function ZonedClock() {
  return <span class="clock">{formatClock(minute.value * 60_000, locale())}</span>;
}
