/** What a figure has to reach. */
export interface Wanted {
  /** Its ratio to the baseline, or the figure itself. */
  of: 'ratio' | 'rexflow';
  atMost?: number;
  atLeast?: number;
}

const ratio = (atMost: number): Wanted => ({ of: 'ratio', atMost });
const value = (atMost: number): Wanted => ({ of: 'rexflow', atMost });

/** By the name of the figure, `*` for what differs between its likes; the first that fits counts. */
const wanted: Record<string, Wanted> = {
  'release.2-hosts.one-file': ratio(1.5),
  'release.2-hosts.all-files': ratio(1.25),
  'release.*-hosts.one-file': ratio(1.3),
  'release.*.one-file.per-host': ratio(1),
  'url.*': ratio(1.5),
  'switch.without-process-beyond-own': value(30),
  'switch.links-of-different-releases': value(10),
  'switch.missing-link': value(0),
  'bytes.per-host': ratio(1),
  'first-byte.p95': value(300),
  'nothing.p50': value(250),
  'fair.release-beside-*': ratio(2),
  'http.accepted': { of: 'ratio', atLeast: 0.8 },
  'http.p99-at-half-rate': value(50),
  'http.polls': { of: 'ratio', atLeast: 5 },
  'watchers.*.release': ratio(2),
  'watchers.*.lag-p95': value(1000),
  'memory.peak.*': value(250),
  // Flat: what the garbage collector has not got round to yet is no growth.
  'memory.slope': value(10),
  'growth.*.last': value(1.1),
  'growth.*': value(1),
};

const pattern = (name: string): RegExp => new RegExp(`^${name.replaceAll('.', '\\.').replaceAll('*', '[^.]+')}$`);

/** What is wanted of a figure; null when it is only to be told. */
export function wantedOf(figure: string): Wanted | null {
  const found = Object.entries(wanted).find(([name]) => pattern(name).test(figure));
  return found?.[1] ?? null;
}
