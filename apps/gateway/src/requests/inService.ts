import { CodedError, isOut, requestKinds, type RequestKind, inEnglish, statement, type Statement } from '#contract';
import type { App } from '#release';
import { someOf, someStated } from './someOf.js';

/** The apps of a request whose hosts are in service, and those that are left out for it. */
export interface InService {
  apps: App[];
  /** app_keys of those whose hosts are out of service. */
  skipped: string[];
  /** A sentence for each host that is out of service. */
  reasons: Statement[];
}

/** Looking at a host is what one does before it comes back; everything else leaves it alone. */
const leavesOut = (kind: RequestKind): boolean => requestKinds[kind].changes || kind === 'plan' || kind === 'run';

/**
 * Leaves out the apps whose hosts are out of service, of requests that change hosts or run commands there. Throws HOST_OUT_OF_SERVICE when no
 * other is left.
 */
export function inService(kind: RequestKind, apps: readonly App[], now: Date): InService {
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
  const reasons = someStated(all, 20);
  const gone = new Set(out);
  const left = apps.filter((app) => !gone.has(app));
  if (out.length > 0 && left.length === 0)
    throw new CodedError('HOST_OUT_OF_SERVICE', {
      apps: someOf(skipped, 20),
      hosts: reasons.map((one) => inEnglish(one).message),
      statements: reasons,
    });
  return { apps: left, skipped, reasons };
}
