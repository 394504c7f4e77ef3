import { type AppView, type Outcome, type PastView } from '#contract';
import type { SeenDrift } from '#records';
import type { App, PastRelease } from '#release';
import type { House } from '../../house.js';
import { masked } from '../../masked.js';
import { rowProblem } from '../../rowProblem.js';
import type { KnownCallHandler } from '../call.js';

type Around = Pick<AppView, 'lease' | 'live' | 'drift' | 'problem'>;

/** Who changes each app, and what is live on it; of one app where that is given. */
async function around({ views, inventory }: House, appKey: string | null = null): Promise<(key: string) => Around> {
  const [live, leases, drifts, problems] = await Promise.all([
    views.live(appKey),
    views.leases(),
    views.drifts(appKey),
    inventory.problems(),
  ]);
  const wrong = new Map(problems.map(({ app, trouble }) => [app, rowProblem(trouble)]));
  return (key) => {
    const held = leases.find((lease) => lease.appKey === key);
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
  healthUrl: health && masked(health.url),
  ...rest,
});

/** GET /v1/apps */
export const listApps: KnownCallHandler = async ({ query }, house) => {
  const { group, q } = query as { group?: string; q?: string };
  const [apps, beside] = await Promise.all([house.inventory.every(), around(house)]);
  const holds = (text: string): boolean => q === undefined || text.toLowerCase().includes(q.toLowerCase());
  const items = apps
    .filter((app) => group === undefined || app.group === group)
    .filter((app) => holds(app.appKey) || holds(app.group) || holds(app.host))
    .map((app) => view(app, beside(app.appKey)));
  return { status: 200, body: { items } };
};

type Ending = { outcome: Outcome | null; at: Date | null };

const pastView = (past: PastRelease, ending: Ending | undefined): PastView => ({
  release: past.requestId,
  randomStr: past.randomStr,
  rollback: past.isRollback,
  outcome: ending?.outcome ?? null,
  startedAt: past.startedAt?.toISOString() ?? null,
  // Ours are told by the request, to the millisecond; of the original's there is only its record.
  endedAt: (ending?.at ?? past.endedAt)?.toISOString() ?? null,
  program: past.programAfter,
  config: past.configAfter,
  programBefore: past.programBefore,
  configBefore: past.configBefore,
  good: past.good,
  bad: past.bad,
});

/** GET /v1/apps/:key. Throws APP_UNKNOWN, APP_INCOMPLETE, APP_AMBIGUOUS. */
export const getApp: KnownCallHandler = async ({ path }, house) => {
  const key = path.key!;
  const [app] = await house.inventory.keyed([key]);
  const { records, views } = house;
  const [beside, past, ends] = await Promise.all([around(house, key), records.pastReleases(key), views.endings(key)]);
  const history = past.reverse().map((one) => pastView(one, ends.get(one.randomStr)));
  return { status: 200, body: { ...view(app!, beside(key)), history } };
};
