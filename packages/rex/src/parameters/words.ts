import type { Apply, DownloadTrees, HostCount, Strategy, Targets, WhenBusy } from '#contract';

/** Parameters of `/rex` by name; an absent one was not given. */
export type WireParameters = Readonly<Record<string, string>>;

/** `k` as targets: names are separated by blanks and commas, and `all` alone is every app. */
export function targetsOf(k = ''): Targets {
  const names = k.split(/[\s,]+/).filter((name) => name !== '');
  return names.length === 1 && names[0] === 'all' ? { all: true } : { names };
}

/** Targets as `k`. */
export const spellTargets = (targets: Targets): string => ('all' in targets ? 'all' : targets.names.join(' '));

/** `full` as the way a package is applied; anything but `2` merges it. */
export const applyOf = (full: string | undefined): Apply => (full === '2' ? 'replace' : 'merge');
/** The way a package is applied as `full`. */
export const spellApply = (apply: Apply): string => (apply === 'replace' ? '2' : '1');

const queueWords: Readonly<Record<WhenBusy, string>> = { refuse: '0', wait: '1', latest: 'latest' };
/** `queue` as the choice for a busy app, where it is given; anything but `1` and `latest` refuses. */
export const whenBusyOf = (queue: string | undefined): { whenBusy?: WhenBusy } =>
  queue === undefined ? {} : { whenBusy: queue === 'latest' ? 'latest' : queue === '1' ? 'wait' : 'refuse' };
/** The choice for a busy app as `queue`. */
export const spellWhenBusy = (whenBusy: WhenBusy | undefined): WireParameters =>
  given({ queue: whenBusy && queueWords[whenBusy] });

const parts: Readonly<Record<DownloadTrees, string>> = { program: 'pro', config: 'conf', both: 'all' };
/** The trees of a download as `type` or `usetype`. */
export const spellTrees = (trees: DownloadTrees): string => parts[trees];
/** `type` or `usetype` as the trees of a download; anything but `pro` and `conf` is both. */
export const treesOf = (part: string): DownloadTrees =>
  part === 'pro' ? 'program' : part === 'conf' ? 'config' : 'both';

const countOf = (text: string): HostCount => (text.endsWith('%') ? (text as `${number}%`) : Number(text));

/** The parameters `policy`, `max_failures`, `batch` and `confirm`. */
export function strategyOf({ policy, max_failures: maxFailures, batch, confirm }: WireParameters): Strategy {
  return {
    ...(policy === undefined ? {} : { onFailure: policy as NonNullable<Strategy['onFailure']> }),
    ...(maxFailures === undefined ? {} : { maxFailures: countOf(maxFailures) }),
    ...(batch === undefined ? {} : { batch: countOf(batch) }),
    ...(confirm === undefined ? {} : { confirmSeconds: Number(confirm) }),
  };
}

/** A strategy as those parameters. */
export const spellStrategy = ({ onFailure, maxFailures, batch, confirmSeconds }: Strategy): WireParameters =>
  given({ policy: onFailure, max_failures: maxFailures, batch, confirm: confirmSeconds });

/** The values that are not undefined, as text. */
export function given(values: Readonly<Record<string, string | number | undefined>>): Record<string, string> {
  const there = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(there.map(([name, value]) => [name, String(value)]));
}
