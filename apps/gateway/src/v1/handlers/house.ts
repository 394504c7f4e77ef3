import { createHash } from 'node:crypto';
import type { AuditView, GroupView, HostView, LeaseView } from '#contract';
import type { App } from '#release';
import { masked } from '../../masked.js';
import type { KnownCallHandler } from '../call.js';
import { lineOf } from '../cursor.js';

/** Keys of apps by what they share, in the order of the alphabet. */
function gathered(apps: readonly App[], by: (app: App) => string): [string, string[]][] {
  const found = new Map<string, string[]>();
  for (const app of apps) found.set(by(app), [...(found.get(by(app)) ?? []), app.appKey]);
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** GET /v1/groups */
export const listGroups: KnownCallHandler = async (_call, { inventory, config }) => {
  const { policy, maxFailures, batch, confirm, groups } = config.rollout;
  const common = { policy, maxFailures, batch, confirm };
  const items = gathered(await inventory.every(), (app) => app.group).map(([name, apps]): GroupView => ({
    name,
    apps,
    rollout: { ...common, ...(Object.hasOwn(groups, name) ? groups[name] : {}) },
  }));
  return { status: 200, body: { items } };
};

/** As ssh shows it. */
const fingerprint = (key: string): string =>
  `SHA256:${createHash('sha256').update(Buffer.from(key, 'base64')).digest('base64').replace(/=+$/, '')}`;

/** GET /v1/hosts */
export const listHosts: KnownCallHandler = async (_call, { inventory, views }) => {
  const [apps, keys] = await Promise.all([inventory.every(), views.hostKeys()]);
  const items = gathered(apps, (app) => app.host).map(([address, names]): HostView => ({
    address,
    apps: names,
    hostKeys: keys
      .filter((key) => key.address === address)
      .map(({ type, key, firstSeen }) => ({
        type,
        fingerprint: fingerprint(key),
        firstSeen: firstSeen.toISOString(),
      })),
  }));
  return { status: 200, body: { items } };
};

/** GET /v1/leases */
export const listLeases: KnownCallHandler = async (_call, { views }) => {
  const items = (await views.leases()).map((lease): LeaseView => ({
    app: lease.appKey,
    release: lease.requestId,
    action: lease.action,
    caller: lease.caller,
    since: lease.since.toISOString(),
    holder: lease.holder,
    fence: lease.fence,
    expiresAt: lease.expiresAt?.toISOString() ?? null,
  }));
  return { status: 200, body: { items } };
};

/** GET /v1/audit */
export const listAudit: KnownCallHandler = async ({ query }, { views }) => {
  const {
    user,
    action,
    limit = 50,
    cursor,
  } = query as Partial<Record<'user' | 'action' | 'cursor', string>> & {
    limit?: number;
  };
  const before = cursor === undefined ? null : lineOf(cursor);
  const lines = await views.audit({ user, action }, { before, limit: limit + 1 });
  const items = lines.slice(0, limit).map(({ id, at, user: by, action: what, job, details }): AuditView => ({
    id,
    at: at.toISOString(),
    user: by,
    action: what,
    release: job,
    details: masked(details),
  }));
  return { status: 200, body: { items, next: lines.length > limit ? String(items.at(-1)!.id) : null } };
};
