import type { SwitchFindings } from '#contract';

/** How many hosts were switched in how many batches, and the milliseconds from the first link of all to the last. */
export function switchSpan(switches: readonly SwitchFindings[]): { hosts: number; batches: number; ms: number } {
  const first = Math.min(...switches.map((batch) => Date.parse(batch.first)));
  const last = Math.max(...switches.map((batch) => Date.parse(batch.last)));
  return { hosts: switches.reduce((sum, { hosts }) => sum + hosts, 0), batches: switches.length, ms: last - first };
}
