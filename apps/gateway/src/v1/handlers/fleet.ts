import {
  appState,
  inEnglish,
  isOut,
  redact,
  type AppSeen,
  type AppState,
  type GroupSeen,
  type HostState,
} from '#contract';
import type { AuditView, GroupView, HostView, LeaseView, RowProblemView } from '#api';
import { problemStatement, rowCures } from '#inventory';
import { believedFor, lastKnown, type LookedHost, type Looking } from '#records';
import type { App } from '#release';
import { lookingNow } from './looking.js';
import { unusableRowsOf } from './unusableRows.js';
import type { GatewayDeps } from '../../state/dependencies.js';
import { fingerprintOf } from '../../hosts/keysView.js';
import type { AuthenticatedCallHandler } from '../call/call.js';
import { isAskedFor, leftoverProblems } from '../../requests/leftovers.js';
import { rowProblem } from '../../requests/rowProblem.js';
import { unusableGroups, unusableOnHosts } from '../presenters/unusable.js';
import { strategySettingsOf } from '../../requests/strategyFor.js';
import { decodeLineCursor, mostRows, nameCursorOf, nameOf, rowCursorOf, rowOf } from '../call/cursor.js';

type Query = Partial<Record<'q' | 'cursor', string>> & { limit?: number };

/** A page of the values of a column with their apps, and the cursor of the next one. */
async function pageOf(
  column: 'local_name' | 'network_ip',
  { q, cursor, limit = mostRows }: Query,
  { inventory }: GatewayDeps,
): Promise<{ found: [string, App[]][]; next: string | null }> {
  const after = cursor === undefined ? '' : nameOf(cursor);
  const all = await inventory.sharing(column, { holds: q, after, limit: limit + 1 });
  const found = all.slice(0, limit);
  return { found, next: all.length > limit ? nameCursorOf(found.at(-1)![0]) : null };
}

const keysOf = (apps: readonly App[]): string[] => apps.map(({ appKey }) => appKey);

const groupView = ({
  since,
  seenAt,
  ...seen
}: GroupSeen): Omit<GroupView, 'name' | 'apps' | 'rollout' | 'unusable'> => ({
  ...seen,
  since: since?.toISOString() ?? null,
  seenAt: seenAt?.toISOString() ?? null,
});

/** GET /v1/groups: a page of the groups, with what they run and their strategy. */
export const listGroups: AuthenticatedCallHandler<'listGroups'> = async ({ query }, deps) => {
  const { found, next } = await pageOf('local_name', query, deps);
  const automated = found.map(([name, apps]): [string, string[]] => [
    name,
    keysOf(apps.filter((app) => app.automated)),
  ]);
  const looking = lookingNow(
    deps,
    found.flatMap(([, apps]) => apps),
  );
  const seen = await deps.views.groups(new Map(automated), '', looking);
  const [{ rollouts }, rows] = await Promise.all([deps.inventory.described(), deps.inventory.unusable({})]);
  const unusable = new Map<string, number>();
  for (const { group } of rows) unusable.set(group, (unusable.get(group) ?? 0) + 1);
  const items = found.map(([name, apps]): GroupView => {
    const group = { group: name, rollout: rollouts.get(name) };
    return {
      name,
      apps: keysOf(apps),
      ...groupView(seen.get(name)!),
      rollout: {
        ...strategySettingsOf(deps.config, 'release', group),
        rollbackPolicy: strategySettingsOf(deps.config, 'rollback', group).policy,
      },
      unusable: unusable.get(name) ?? 0,
    };
  });
  const beside = query.cursor === undefined ? unusableGroups(rows, { q: query.q, described: rollouts }) : {};
  return { status: 200, body: { items, next, ...beside } };
};

/** How a host was last seen; a release that reached it saw it, too. */
function hostSeen(
  looking: Looking,
  look: LookedHost | undefined,
  apps: readonly AppSeen[],
): Pick<HostView, 'lastSeen' | 'seen'> {
  const times = [look?.seenAt, ...apps.map(({ seenAt }) => seenAt)].flatMap((at) => at?.getTime() ?? []);
  const last = times.length === 0 ? null : new Date(Math.max(...times));
  const known = lastKnown(last, look?.busyAt ?? null);
  const isLost = known === null || looking.now.getTime() - known.getTime() > believedFor(looking);
  const inState = (state: AppState): string[] => apps.filter((app) => appState(app) === state).map(({ app }) => app);
  const [failing, drifted] = [inState('failing'), inState('drifted')];
  const state = (): HostState => {
    if (looking.seconds === 0) return 'off';
    if (isLost) return 'unknown';
    if (failing.length > 0) return 'failing';
    return drifted.length > 0 ? 'drifted' : 'well';
  };
  const lastSeen = last?.toISOString() ?? null;
  const triedAt = look?.triedAt?.toISOString() ?? null;
  return {
    lastSeen,
    seen: {
      state: state(),
      at: lastSeen,
      triedAt,
      trouble: look?.trouble ? redact(look.trouble) : null,
      failing,
      drifted,
    },
  };
}

/** GET /v1/hosts: a page of the hosts, with their recorded keys; the first has the rows beside it that are no apps, of hosts without others. */
export const listHosts: AuthenticatedCallHandler<'listHosts'> = async ({ query }, deps) => {
  const { found, next } = await pageOf('network_ip', query, deps);
  const { hosts, outages } = await deps.inventory.described();
  const addresses = new Map(found.map(([value]) => [value, hosts.loginOf(value)?.address ?? value]));
  const apps = found.flatMap(([, some]) => some);
  const looking = lookingNow(deps, apps);
  const [keys, looks, seen, { rows, cureOf }] = await Promise.all([
    deps.views.hostKeys([...new Set([...addresses].flat())]),
    deps.views.lookedHosts(found.map(([address]) => address)),
    deps.views.appsSeen(keysOf(apps), looking),
    unusableRowsOf(deps, {}),
  ]);
  const unusable = new Map<string, number>();
  for (const { host } of rows) unusable.set(host, (unusable.get(host) ?? 0) + 1);
  const { now } = looking;
  const items = found.map(([address, apps]): HostView => {
    const name = hosts.nameOf(address);
    const outage = outages.get(name);
    return {
      address,
      name: hosts.loginOf(address) === null ? null : name,
      outage: outage !== undefined && isOut(outage, now) ? outage : null,
      apps: keysOf(apps),
      ...hostSeen(
        looking,
        looks.get(address),
        apps.map(({ appKey }) => seen.get(appKey)!.seen),
      ),
      hostKeys: keys
        .filter((key) => [address, addresses.get(address)].includes(key.address))
        .map(({ type, key, firstSeen }) => ({
          type,
          fingerprint: fingerprintOf(key),
          firstSeen: firstSeen.toISOString(),
        })),
      unusable: unusable.get(address) ?? 0,
    };
  });
  const described = new Set(hosts.all());
  const beside = query.cursor === undefined ? unusableOnHosts(rows, { q: query.q, described, cureOf }) : {};
  return { status: 200, body: { items, next, ...beside } };
};

/** GET /v1/problems: a page of the rows that cannot be used; behind the last of them, what is left on hosts of apps without a row. */
export const listProblems: AuthenticatedCallHandler<'listProblems'> = async ({ query }, deps) => {
  const { inventory, config } = deps;
  const { limit = mostRows, cursor } = query;
  const after = cursor === undefined ? -1 : rowOf(cursor);
  const all = await inventory.problems();
  const left = all.filter((one) => one.id > after && isAskedFor(query, one));
  const cureOf = rowCures(all, config.environments[config.environment]!, { ours: true });
  const rows = [...new Set(left.map(({ id }) => id))];
  const last = rows[limit - 1];
  const shown = rows.length > limit ? left.filter(({ id }) => id <= last!) : left;
  const items = shown.map((problem): RowProblemView => {
    const cure = cureOf(problem);
    const { code, details } = problem.trouble;
    const found = problemStatement(problem, cure);
    return {
      ...{ row: problem.id, app: problem.app, code, message: rowProblem(problem.trouble), details: { ...details } },
      ...{ advice: inEnglish(found).advice!, cure, statement: found },
    };
  });
  if (rows.length > limit) return { status: 200, body: { items, next: rowCursorOf(last!) } };
  return { status: 200, body: { items: [...items, ...(await leftoverProblems(deps, query))], next: null } };
};

/** GET /v1/leases: the leases that are held. */
export const listLeases: AuthenticatedCallHandler<'listLeases'> = async (_call, { views }) => {
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

/** GET /v1/audit: a page of the audit, newest first. */
export const listAudit: AuthenticatedCallHandler<'listAudit'> = async ({ query }, { views }) => {
  const { user, action, limit = 50, cursor } = query;
  const before = cursor === undefined ? null : decodeLineCursor(cursor);
  const lines = await views.audit({ user, action }, { before, limit: limit + 1 });
  const items = lines.slice(0, limit).map(({ id, at, user: by, action: what, job, details }): AuditView => ({
    id,
    at: at.toISOString(),
    user: by,
    action: what,
    release: job,
    details: redact(details),
  }));
  return { status: 200, body: { items, next: lines.length > limit ? String(items.at(-1)!.id) : null } };
};
