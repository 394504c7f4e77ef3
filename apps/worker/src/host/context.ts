import type { Phase, RequestKind } from '#contract';
import type { StepName } from '#contract/workflow';
import { randomUUID } from 'node:crypto';
import {
  directoriesByMaker,
  expiredDirectories,
  mergeFacts,
  hostPaths,
  handChangesIn,
  isNeverReached,
  keepsForward,
  withOwnFiles,
  type App,
  type Payload,
  type Facts,
  type StepContext,
  type StepRecord,
  type RollbackDirectories,
} from '#release';
import type { WorkerDeps } from '../state/dependencies.js';
import { lateValuesIn } from '../secrets/lateValues.js';
import type { HostPhase } from './hostPhase.js';
import type { ReleaseHistory } from '../state/releaseHistory.js';

const targetIn = (facts: Facts): RollbackDirectories | null =>
  facts.target_program ? { program: facts.target_program, config: facts.target_config || null } : null;

/** Release directories of attempts that came to nothing. */
async function abandonedBy({ records, config }: WorkerDeps, app: App): Promise<string[]> {
  return (await records.abandoned(app.appKey)).flatMap((stamp) => {
    const { program, config: conf } = hostPaths(app, stamp, config.release.baseappDir);
    return conf === null ? [program] : [program, conf];
  });
}

/** The directories of an app by who made them, where a request asks. */
async function madeOn(
  deps: WorkerDeps,
  { request, record: { app } }: HostPhase,
  past: ReleaseHistory,
): Promise<Pick<StepContext, 'made'>> {
  const asked = request.request;
  if (asked.kind !== 'removal' && asked.kind !== 'remove') return {};
  const here = asked.at === undefined ? null : await deps.records.releasesOn(app.appKey, app.host);
  return { made: directoriesByMaker(await past.all(), await abandonedBy(deps, app), here) };
}

/**
 * Release directories no longer kept on the app's host, as far as the records know. The release at hand is not counted: should
 * it fail, as many good ones remain as before.
 */
async function expired(deps: WorkerDeps, app: App, past: ReleaseHistory): Promise<string[]> {
  const history = await past.remaining();
  const newest = history.at(-1);
  if (!newest?.programAfter) return [];
  const abandoned = await abandonedBy(deps, app);
  const live = { program: newest.programAfter, config: newest.configAfter };
  return expiredDirectories(history, live, deps.config.release.keep, abandoned);
}

/** The payload for an app's host, compared with the bundle that is live there, or should be: the host has the last word. */
async function payloadFor(
  deps: WorkerDeps,
  { request, record }: HostPhase,
  facts: Facts,
  past: ReleaseHistory,
): Promise<Payload> {
  const directory = facts.program_before ?? (await past.recent()).at(-1)?.programAfter;
  const bundle = directory ? await past.bundleOf(directory) : null;
  const live = directory && bundle ? { directory, bundle } : null;
  const payload = await deps.payloads.payload(String(request.bundle), record.app, live);
  return withOwnFiles(payload, handChangesIn(facts.drift_kept));
}

/** Actions whose host phase reports a current link that leads nowhere. */
const looking: readonly RequestKind[] = ['plan', 'doctor'];

/** The directories the records hold as live on an app, if the next step may need them. */
async function knownLive(
  { request, job }: HostPhase,
  history: readonly StepRecord[],
  past: ReleaseHistory,
): Promise<RollbackDirectories | null> {
  const preparing = job.phase === 'prepare' && history.length === 0;
  if (!preparing && !looking.includes(request.request.kind)) return null;
  const newest = (await past.recent()).at(-1);
  return newest?.programAfter ? { program: newest.programAfter, config: newest.configAfter } : null;
}

/** When the host was looked at before the release was made ready there. */
function inspectedIn(history: readonly StepRecord[]): Pick<StepContext, 'inspectedAt'> {
  const inspectedAt = history.findLast(({ step, state }) => step === 'inspect' && state === 'done')?.begunAt;
  return inspectedAt ? { inspectedAt } : {};
}

/** The steps of what runs once for the group of an app, and what undoes each. */
const onceSteps = { workerHooks: 'workerUndo', onceHooks: 'undoHooks' } as const satisfies Partial<
  Record<StepName, StepName>
>;

/** Those of them that ended in the release that this request repeats or finishes, and were not undone. */
async function ranBefore({ records }: WorkerDeps, repeated: string | null, { group }: App): Promise<string[]> {
  for (let id = repeated; id !== null;) {
    const earlier = await records.request(id);
    for (const { app } of earlier?.apps.filter((one) => one.app.group === group) ?? []) {
      const history = await records.stepHistory(id, app.appKey);
      const ended = (step: StepName): boolean => history.some((one) => one.step === step && one.state === 'done');
      const ran = Object.entries(onceSteps).filter(([step]) => ended(step as StepName));
      if (ran.length > 0) return ran.flatMap(([step, undo]) => (ended(undo) ? [] : [step]));
    }
    id = earlier?.retryOf ?? null;
  }
  return [];
}

/** Phases in which one app may do something for its whole group. */
const forGroups: ReadonlySet<Phase> = new Set<Phase>(['hooks', 'wrapUp', 'hooksUndo']);

/**
 * The apps of a request, where one of a group runs what runs once; else the app alone: a request of many apps is long to read for each step of
 * each.
 */
async function togetherWith(deps: WorkerDeps, { request, record: { app }, job }: HostPhase): Promise<readonly App[]> {
  if (!forGroups.has(job.phase) || !app.hooks?.some(({ run }) => run === 'once')) return [app];
  const whole = await deps.records.request(request.id);
  return whole?.apps.map((one) => one.app) ?? [app];
}

/** Builds the context of the next step: all that steps may know about one app of a request now. */
export async function contextOf(
  deps: WorkerDeps,
  hostPhase: HostPhase,
  history: readonly StepRecord[],
  past: ReleaseHistory,
): Promise<StepContext> {
  const { request, record, job, lease } = hostPhase;
  const { app } = record;
  const facts = mergeFacts(history);
  const shipping = request.request.kind === 'release' && job.phase === 'prepare';
  return {
    app,
    installation: deps.installation.self,
    requestId: request.id,
    stamp: request.stamp,
    request: request.request,
    fence: lease?.fence ?? 0,
    unique: randomUUID(),
    paths: hostPaths(app, request.stamp, deps.config.release.baseappDir),
    settings: deps.config.release,
    facts,
    payload: shipping ? await payloadFor(deps, hostPhase, facts, past) : null,
    target: targetIn(facts),
    known: await knownLive(hostPhase, history, past),
    expired: shipping && history.length === 0 ? await expired(deps, app, past) : [],
    neverReached: isNeverReached(history),
    together: await togetherWith(deps, hostPhase),
    ...(job.phase === 'hooks' && { ranOnce: await ranBefore(deps, request.retryOf, app) }),
    // A host that goes back by itself would do what a hook forbids.
    confirm: keepsForward({ app, request: request.request }) ? 0 : request.rollout.confirm,
    ...(await lateValuesIn(deps, hostPhase, facts)),
    ...inspectedIn(history),
    ...(await madeOn(deps, hostPhase, past)),
  };
}
