import { computed } from '@preact/signals';
import { formatAge, formatFullTimestamp } from '../format/timestamp.js';
import { locale } from '../language/index.js';
import { now } from '../live/clock.js';

/** Ages change by the ten seconds: a page of them does not flicker. */
const rough = computed(() => Math.floor(now.value / 10_000) * 10_000);

/** How long ago something was, with the exact time in its title. */
export function Age({ at }: { at: string }) {
  return (
    <time dateTime={at} title={formatFullTimestamp(at, locale())}>
      {formatAge(at, locale(), Math.max(rough.value, Date.now() - 10_000))}
    </time>
  );
}
