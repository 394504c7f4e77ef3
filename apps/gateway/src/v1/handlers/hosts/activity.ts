import type { HostActivityView } from '#api';
import { actionNames, kindOfAction, redact, versionsOf, type RequestKind } from '#contract';
import { hostPlace, type HostPlace } from '../../../hosts/hostPlace.js';
import { fingerprintOf } from '../../../hosts/keysView.js';
import type { GatewayDeps } from '../../../state/dependencies.js';
import type { AuthenticatedCallHandler } from '../../call/call.js';

interface Span {
  since: Date;
  until: Date | undefined;
  limit: number;
}

const weekMs = 7 * 24 * 3600 * 1000;

/** What a request may change on a host. */
const acting: readonly RequestKind[] = ['release', 'rollback', 'service', 'run', 'runOnHosts', 'takeover', 'remove'];
const nothing = { release: null, version: null, outcome: null, change: null, fingerprint: null };

async function requestsOn(
  { views }: GatewayDeps,
  apps: readonly string[],
  { since, until, limit }: Span,
): Promise<HostActivityView[]> {
  if (apps.length === 0) return [];
  const filter = { apps, since, until, actions: acting.map((kind) => actionNames[kind]) };
  const found = await views.releases(filter, { after: null, limit });
  return found.map(({ id, wire, request, acceptedAt, caller, outcome, apps: parts }): HostActivityView => {
    const own = parts.filter(({ appKey }) => apps.includes(appKey));
    const versions = redact(versionsOf(own.map(({ provenance }) => provenance)));
    return {
      ...nothing,
      at: acceptedAt.toISOString(),
      who: caller,
      kind: 'request',
      action: request.kind === 'service' ? request.operation : (kindOfAction(wire.action) ?? wire.action),
      apps: own.map(({ appKey }) => appKey),
      release: id,
      version: versions.length === 1 ? versions[0]! : null,
      outcome,
    };
  });
}

async function changesOf(
  { fleet }: GatewayDeps,
  { name }: HostPlace,
  apps: readonly string[],
  span: Span,
): Promise<HostActivityView[]> {
  const { fleet: standing } = await fleet.read();
  const groups = [...new Set(apps.flatMap((app) => standing.apps.get(app)?.group ?? []))];
  const found = await fleet.changes({
    ...{ since: span.since, until: span.until, before: null, limit: span.limit },
    entries: [
      { kind: 'host', names: [name] },
      { kind: 'outage', names: [name] },
      { kind: 'app', names: apps },
      { kind: 'group', names: groups },
    ],
  });
  return found.map(({ at, author, change }): HostActivityView => ({
    ...nothing,
    at: at.toISOString(),
    who: author,
    kind: 'catalogue',
    action: `${change.kind} ${change.change}`,
    apps: change.kind === 'app' ? [change.name] : [],
    change: redact(change),
  }));
}

async function keysOf(
  { views }: GatewayDeps,
  { machine, address, port }: HostPlace,
  { since, until, limit }: Span,
): Promise<HostActivityView[]> {
  const [lines, recorded] = await Promise.all([
    views.audit({ action: 'approve host key', since, until, machine }, { before: null, limit }),
    views.hostKeys([address]),
  ]);
  const approvals = lines.map(({ at, user, details }): HostActivityView => ({
    ...nothing,
    ...{ at: at.toISOString(), who: user, kind: 'key', apps: [], fingerprint: details.fingerprint ?? null },
    action: details.replace === undefined ? 'approve host key' : 'replace host key',
  }));
  const seen = recorded
    .filter((key) => key.port === port && key.approved === null)
    .filter(({ firstSeen }) => firstSeen >= since && (until === undefined || firstSeen < until))
    .map(({ firstSeen, key }): HostActivityView => ({
      ...nothing,
      ...{ at: firstSeen.toISOString(), who: 'rexflow', kind: 'key', action: 'first contact', apps: [] },
      fingerprint: fingerprintOf(key),
    }));
  return [...approvals, ...seen];
}

/** GET /v1/hosts/:name/activity: what changed there, by whom. Throws HOST_UNKNOWN. */
export const listHostActivity: AuthenticatedCallHandler<'listHostActivity'> = async ({ path, query }, deps) => {
  const place = await hostPlace(deps, path.name);
  const { app, limit = 100 } = query;
  const until = query.until === undefined ? undefined : new Date(query.until);
  const since = query.since === undefined ? new Date(deps.now().getTime() - weekMs) : new Date(query.since);
  const apps = app === undefined ? place.apps : place.apps.filter((one) => one === app);
  const span: Span = { since, until, limit: limit + 1 };
  const all = await Promise.all([
    requestsOn(deps, apps, span),
    changesOf(deps, place, apps, span),
    keysOf(deps, place, span),
  ]);
  const items = all.flat().sort((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0));
  return {
    status: 200,
    body: { items: items.slice(0, limit), since: since.toISOString(), more: items.length > limit },
  };
};
