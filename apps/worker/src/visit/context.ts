import type { AppRecord, RequestRecord } from '#records';
import {
  expiredDirectories,
  gather,
  hostPaths,
  type App,
  type Cargo,
  type Facts,
  type PastRelease,
  type StepContext,
  type StepRecord,
  type Target,
} from '#release';
import type { House } from '../house.js';
import type { Visit } from './atWork.js';

const targetIn = (facts: Facts): Target | null =>
  facts.target_program ? { program: facts.target_program, config: facts.target_config || null } : null;

/** The release at hand as the history will show it, so that the directories it makes obsolete are known. */
function present(record: AppRecord, facts: Facts): PastRelease {
  const moved = facts.program_lies !== facts.program_before;
  return {
    randomStr: record.randomStr,
    requestId: '',
    programBefore: facts.program_lies || null,
    configBefore: facts.config_lies || null,
    programRealBefore: moved ? facts.program_before || null : null,
    programAfter: facts.program_now || null,
    configAfter: facts.config_now || null,
    isRollback: false,
    rollStatus: 0,
    good: true,
    bad: false,
  };
}

async function expired(house: House, request: RequestRecord, record: AppRecord, facts: Facts): Promise<string[]> {
  if (request.action !== 'release' || !facts.program_now) return [];
  const history = [...(await house.records.pastReleases(record.app.appKey)), present(record, facts)];
  const live = { program: facts.program_now, config: facts.config_now ?? null };
  const abandoned = (await house.records.abandoned(record.app.appKey)).flatMap((stamp) => {
    const { program, config } = hostPaths(record.app, stamp, house.config.release.baseappDir);
    return config === null ? [program] : [program, config];
  });
  return expiredDirectories(history, live, house.config.release.keep, abandoned);
}

/** The bundle on its way to an app's host, held against the one that is live there. */
async function cargoFor(house: House, request: RequestRecord, app: App, facts: Facts): Promise<Cargo> {
  const live = facts.program_before;
  const maker = live
    ? (await house.records.pastReleases(app.appKey)).findLast((past) => past.programAfter === live)
    : null;
  const before = maker?.requestId ? await house.records.bundleOf(maker.randomStr) : null;
  return await house.cargoes.cargo(String(request.facts.bundle), app, before);
}

/** All that steps may know about one app of a request at this moment. */
export async function contextOf(
  house: House,
  { request, record, job, lease }: Visit,
  history: readonly StepRecord[],
): Promise<StepContext> {
  const { app } = record;
  const facts = gather(history);
  const shipping = request.action === 'release' && job.phase === 'prepare';
  return {
    app,
    requestId: request.id,
    stamp: request.stamp,
    parameters: request.parameters,
    fence: lease?.fence ?? 0,
    paths: hostPaths(app, request.stamp, house.config.release.baseappDir),
    settings: house.config.release,
    facts,
    cargo: shipping ? await cargoFor(house, request, app, facts) : null,
    target: targetIn(facts),
    expired: job.phase === 'activate' ? await expired(house, request, record, facts) : [],
    confirm: request.rollout.confirm,
  };
}
