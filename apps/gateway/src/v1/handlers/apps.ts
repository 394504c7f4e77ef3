import { redact } from '#contract';
import type { AppView, PastView } from '#api';
import type { Outcome } from '#contract';
import type { SeenDrift } from '#records';
import type { App, PastRelease } from '#release';
import type { GatewayDeps } from '../../state/dependencies.js';
import { rowProblem } from '../../requests/rowProblem.js';
import type { AuthenticatedCallHandler } from '../call/call.js';
import { mostRows, rowCursorOf, rowOf } from '../call/cursor.js';

type Around = Pick<AppView, 'lease' | 'live' | 'drift' | 'problem'>;

/** The lease, the live release, the drift and the problem of each of these apps. */
async function around({ views, inventory }: GatewayDeps, keys: readonly string[]): Promise<(key: string) => Around> {
  const [live, leases, drifts, problems] = await Promise.all([
    views.live(keys),
    views.leases(keys),
    views.drifts(keys),
    inventory.problems(),
  ]);
  const holders = new Map(leases.map((lease) => [lease.appKey, lease]));
  const wrong = new Map(problems.map(({ app, trouble }) => [app, rowProblem(trouble)]));
  return (key) => {
    const held = holders.get(key);
    const known = live.get(key);
    return {
      lease: held
        ? { release: held.requestId, action: held.action, caller: held.caller, since: held.since.toISOString() }
        : null,
      drift: driftView(drifts.get(key)),
      problem: wrong.get(key) ?? null,
      live: known
        ? {
            release: known.requestId,
            stamp: known.stamp,
            program: known.program,
            config: known.config,
            since: known.since.toISOString(),
            good: known.good,
          }
        : null,
    };
  };
}

function driftView(seen: SeenDrift | undefined): AppView['drift'] {
  if (!seen) return null;
  const { at, requestId, state, release, digest, files, paths } = seen;
  return { state, release, digest, files, paths, at: at.toISOString(), asked: requestId };
}

const view = ({ appKey, group, host, layout, automated, restarts, health }: App, rest: Around): AppView => ({
  key: appKey,
  group,
  host,
  layout,
  automated,
  restarts,
  healthUrl: health && redact(health.url),
  ...rest,
});

/** GET /v1/apps: a page of the catalogue. */
export const listApps: AuthenticatedCallHandler<'listApps'> = async ({ query }, deps) => {
  const { group, q, keys, cursor, limit = mostRows } = query;
  const filter = { group, holds: q, keys: keys?.split(',').map((key) => key.trim()) };
  const after = cursor === undefined ? -1 : rowOf(cursor);
  const found = await deps.inventory.page(filter, { after, limit: limit + 1 });
  const apps = found.slice(0, limit);
  const keysOf = apps.map(({ appKey }) => appKey);
  const beside = await around(deps, keysOf);
  const next = found.length > limit ? rowCursorOf(apps.at(-1)!.id) : null;
  return { status: 200, body: { items: apps.map((app) => view(app, beside(app.appKey))), next } };
};

type Ending = { outcome: Outcome | null; at: Date | null };

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
  good: past.good,
  bad: past.bad,
});

/** GET /v1/apps/:key: an app with its history. Throws APP_UNKNOWN, APP_INCOMPLETE, APP_AMBIGUOUS. */
export const getApp: AuthenticatedCallHandler<'getApp'> = async ({ path }, deps) => {
  const key = path.key;
  const [app] = await deps.inventory.keyed([key]);
  const { records, views } = deps;
  const [beside, past, ends] = await Promise.all([around(deps, [key]), records.pastReleases(key), views.endings(key)]);
  const history = past.reverse().map((one) => pastView(one, ends.get(one.randomStr)));
  return { status: 200, body: { ...view(app!, beside(key)), history } };
};
