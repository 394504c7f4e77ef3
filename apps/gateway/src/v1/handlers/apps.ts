import { appState, warningText, type AppSeen, type DriftFindings, type Warning } from '#contract';
import type { AppView, PastView } from '#api';
import type { Ending, LiveTarget, LookedApp, SeenDrift } from '#records';
import { lookingNow } from './looking.js';
import { unusableRowsOf } from './unusableRows.js';
import { healthType, restartModeOf, serviceKindOf, type App, type PastRelease } from '#release';
import type { GatewayDeps } from '../../state/dependencies.js';
import type { ApiCall, AuthenticatedCallHandler } from '../call/call.js';
import { provenanceLinks, provenanceView } from '../presenters/provenance.js';
import { problemMembers, unusableRows } from '../presenters/unusable.js';
import { mostRows, rowCursorOf, rowOf } from '../call/cursor.js';

type Around = Pick<AppView, 'lease' | 'live' | 'drift' | 'problem' | 'problemStatement' | 'seen' | 'serviceSeen'>;

/** Presents what is live on an app of a group. */
function liveView({ requestId, since, ...live }: LiveTarget, group: string, { config }: GatewayDeps): AppView['live'] {
  const { stamp, program, config: configuration, good, provenance } = live;
  const { version, commit } = provenanceView(provenance);
  return {
    ...{ release: requestId, stamp, program, config: configuration, version, commit },
    links: provenanceLinks(provenance, group, config.versions.links),
    ...{ since: since.toISOString(), good },
  };
}

/** The lease, the live release, the drift, the problem of each of these apps, and how it was last seen. */
async function around(
  deps: GatewayDeps,
  apps: readonly App[],
): Promise<(app: Pick<App, 'appKey' | 'group'>) => Around> {
  const { views, inventory } = deps;
  const keys = apps.map(({ appKey }) => appKey);
  const looking = lookingNow(deps, apps);
  const [all, looked, leases, drifts, problems] = await Promise.all([
    views.appsSeen(keys, looking),
    views.lookedDrifts(looking.seconds === 0 ? [] : keys),
    views.leases(keys),
    views.drifts(keys),
    inventory.problems(),
  ]);
  const holders = new Map(leases.map((lease) => [lease.appKey, lease]));
  const wrong = new Map(problems.map(({ app, trouble }) => [app, trouble]));
  return ({ appKey: key, group }) => {
    const held = holders.get(key);
    const { seen, live, look } = all.get(key)!;
    const trouble = wrong.get(key);
    return {
      lease: held
        ? { release: held.requestId, action: held.action, caller: held.caller, since: held.since.toISOString() }
        : null,
      drift: driftView(drifts.get(key), looked.get(key)),
      ...(trouble ? problemMembers(trouble) : { problem: null }),
      live: live ? liveView(live, group, deps) : null,
      seen: seenView(seen),
      serviceSeen: serviceView(look),
    };
  };
}

/** The newest of what a drift check and a look found. */
function driftView(
  checked: SeenDrift | undefined,
  found: (DriftFindings & { at: Date }) | undefined,
): AppView['drift'] {
  const looked = found && { ...found, requestId: null };
  const newest = checked && looked && checked.at > looked.at ? checked : (looked ?? checked);
  if (!newest) return null;
  const { at, requestId, state, release, digest, files, paths } = newest;
  return { state, release, digest, files, paths, at: at.toISOString(), asked: requestId };
}

const reasonMembers = (why: Warning | null): Pick<AppView['seen'], 'reason' | 'statement'> =>
  why === null || typeof why === 'string' ? { reason: why } : { reason: warningText(why), statement: why };

function seenView(app: AppSeen): AppView['seen'] {
  const { seenAt, by, failing, lost, since, release, moved } = app;
  return {
    state: appState(app),
    at: seenAt?.toISOString() ?? null,
    by,
    ...reasonMembers(lost ?? failing),
    since: since?.toISOString() ?? null,
    release: release && { release: release.id, stamp: release.stamp, version: release.version ?? null },
    moved,
  };
}

/** The service of an app by the last look: one that somebody had stopped is stopped whatever was seen before. */
function serviceView(look: LookedApp | undefined): AppView['serviceSeen'] {
  const { service = null, stopped = null } = look ?? {};
  const { at, since, reason, ...seen } = service ?? {
    ...{ state: 'unknown' as const, pids: [], restarts: null },
    ...nobody,
  };
  const still = stopped === null ? {} : { state: 'stopped' as const, pids: [] };
  return {
    ...{ ...seen, pids: [...seen.pids], ...still },
    at: at?.toISOString() ?? null,
    since: (stopped?.at ?? since)?.toISOString() ?? null,
    ...reasonMembers(reason),
    stopped: stopped && { by: stopped.by, at: stopped.at.toISOString(), release: stopped.release },
  };
}

const nobody = { at: null, since: null, reason: null };

function healthUrlOf(health: App['health']): string | null {
  const check = health.find(({ type }) => type === 'http');
  return check ? healthType(check).subject(check) : null;
}

const view = (app: App, rest: Around): AppView => {
  const { appKey, group, host, layout, automated, restarts, health } = app;
  return {
    key: appKey,
    group,
    host,
    layout,
    automated,
    restarts,
    service: serviceKindOf(app),
    restart: restartModeOf(app),
    healthUrl: healthUrlOf(health),
    checks: health.map((check) => healthType(check).subject(check)),
    ...rest,
  };
};

type AppQuery = Pick<ApiCall<'listApps'>['query'], 'keys' | 'version' | 'commit'>;

/** The apps that are named, and those that run what is looked for; undefined for all. */
async function keysOf({ keys, version, commit }: AppQuery, { views }: GatewayDeps): Promise<string[] | undefined> {
  const named = keys?.split(',').map((key) => key.trim());
  if (version === undefined && commit === undefined) return named;
  return [...(await views.running({ version, commit }, named)).keys()];
}

/** GET /v1/apps: a page of the catalogue; the first has the rows beside it that are no apps. */
export const listApps: AuthenticatedCallHandler<'listApps'> = async ({ query }, deps) => {
  const { group, q, cursor, limit = mostRows } = query;
  const filter = { group, holds: q, keys: await keysOf(query, deps) };
  const after = cursor === undefined ? -1 : rowOf(cursor);
  const found = await deps.inventory.page(filter, { after, limit: limit + 1 });
  const apps = found.slice(0, limit);
  const [beside, unusable] = await Promise.all([
    around(deps, apps),
    cursor === undefined ? unusableRowsOf(deps, filter).then(({ rows, cureOf }) => unusableRows(rows, cureOf)) : {},
  ]);
  const next = found.length > limit ? rowCursorOf(apps.at(-1)!.id) : null;
  return { status: 200, body: { items: apps.map((app) => view(app, beside(app))), next, ...unusable } };
};

const pastView = (past: PastRelease, ending: Ending | undefined): PastView => ({
  release: past.requestId,
  randomStr: past.randomStr,
  rollback: past.isRollback,
  outcome: ending?.outcome ?? null,
  startedAt: past.startedAt?.toISOString() ?? null,
  // Ours come from the request, to the millisecond; the original's only from its record.
  endedAt: (ending?.at ?? past.endedAt)?.toISOString() ?? null,
  program: past.programAfter,
  config: past.configAfter,
  programBefore: past.programBefore,
  configBefore: past.configBefore,
  provenance: provenanceView(ending?.provenance ?? {}),
  good: past.good,
  bad: past.bad,
});

/** GET /v1/apps/:key: an app with its history. Throws APP_UNKNOWN, APP_INCOMPLETE, APP_AMBIGUOUS. */
export const getApp: AuthenticatedCallHandler<'getApp'> = async ({ path }, deps) => {
  const key = path.key;
  const [app] = await deps.inventory.keyed([key]);
  const { records, views } = deps;
  const [beside, past, ends] = await Promise.all([around(deps, [app!]), records.pastReleases(key), views.endings(key)]);
  const history = past.reverse().map((one) => pastView(one, ends.get(one.randomStr)));
  return { status: 200, body: { ...view(app!, beside(app!)), history } };
};
