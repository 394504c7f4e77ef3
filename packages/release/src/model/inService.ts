import {
  CodedError,
  isOut,
  requestKinds,
  someOf,
  type RequestKind,
  inEnglish,
  someStated,
  statement,
  type Statement,
} from '#contract';
import type { App } from './app.js';

/** The apps of a request whose hosts are in service, and those that are left out for it. */
export interface InService {
  apps: App[];
  /** app_keys of those whose hosts are out of service. */
  skipped: string[];
  /** A sentence for each host that is out of service. */
  reasons: Statement[];
}

/** Looking at a host is what one does before it comes back; everything else leaves it alone. */
const leavesOut = (kind: RequestKind): boolean =>
  requestKinds[kind].changes || ['plan', 'removal', 'run', 'runOnHosts'].includes(kind);

/** Tells apart the apps whose hosts are out of service, for requests that change hosts or run commands there. */
export function byService(kind: RequestKind, apps: readonly App[], now: Date): InService {
  const out = leavesOut(kind) ? apps.filter(({ outage }) => outage !== undefined && isOut(outage, now)) : [];
  const skipped = out.map(({ appKey }) => appKey);
  const hosts = new Map(out.map((app) => [app.host, app.outage!]));
  const all = [...hosts].map(([host, { reason, by, since, until }]) => {
    const keys = out.filter((app) => app.host === host).map(({ appKey }) => appKey);
    const details = { apps: someStated(keys, 10), host, reason, by, since };
    return until === null
      ? statement('warning.skipped', details)
      : statement('warning.skippedUntil', { ...details, until });
  });
  const gone = new Set(out);
  return { apps: apps.filter((app) => !gone.has(app)), skipped, reasons: someStated(all, 20) };
}

/** Why a request is refused, or ends, whose apps are all on hosts out of service. */
export const noneInService = ({ skipped, reasons }: Pick<InService, 'skipped' | 'reasons'>): CodedError =>
  new CodedError('HOST_OUT_OF_SERVICE', {
    apps: someOf(skipped, 20),
    hosts: reasons.map((one) => inEnglish(one).message),
    statements: reasons,
  });

/** The same; throws HOST_OUT_OF_SERVICE when no other is left. */
export function inService(kind: RequestKind, apps: readonly App[], now: Date): InService {
  const found = byService(kind, apps, now);
  if (found.skipped.length > 0 && found.apps.length === 0) throw noneInService(found);
  return found;
}
