/** A span of time as people say it: `640 ms`, `3.4 s`, `1 m 05 s`, `2 h 03 m`. */
export function duration(ms: number): string {
  if (ms < 0) return duration(0);
  if (ms < 950) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} m ${two(seconds % 60)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} m`;
  return `${Math.floor(minutes / 1440)} d ${Math.floor(minutes / 60) % 24} h`;
}

/** The same for something that is under way, in whole seconds, so that it does not flicker. */
export const elapsed = (ms: number): string => (ms < 60_000 ? `${Math.max(0, Math.floor(ms / 1000))} s` : duration(ms));

const two = (value: number): string => String(value).padStart(2, '0');
