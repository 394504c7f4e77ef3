import { asTrouble, directoriesOf, Trouble, type Phase, type TroubleReport, type WantedDirectories } from '#contract';
import type { Stops, Walked } from '#queue';
import type { AppRecord, RequestRecord, WalkLease } from '#records';
import { isPerApp, nextMove, takesPart, type Move } from '#release';
import { about } from '../telemetry/about.js';
import { closingOf } from './closing.js';
import { withCanceller } from '../state/canceller.js';
import type { House } from '../state/house.js';
import { place } from '../telemetry/place.js';
import { settlementOf } from './settlement.js';
import { runOnce } from '../once/index.js';
import { tracePhase, traceSettled } from '../telemetry/traces.js';
import { handedOn } from '../host/atWork.js';

/** `request` is what it has become, where that is known without reading it again. */
type Walking = { then: 'again'; request?: RequestRecord } | Walked;

/** Begins the phase that follows, or settles. */
async function moveOn(house: House, request: RequestRecord, right: WalkLease): Promise<Walking> {
  const { request: asked, batch, rollout, apps } = request;
  const failed = request.phaseTrouble !== null;
  const cancelled = request.cancelledBy !== null;
  const next = nextMove({ request: asked, ended: request.phase, batch, failed, cancelled, rollout, apps });
  if (next.phase !== 'settle') {
    await house.records.enterPhase(right, next.phase, next.batch);
    house.announce(request.id);
    house.log.info({ ...about(request), ...next }, 'phase begins');
    return { then: 'again', request: { ...request, ...next, phaseEnded: false } };
  }
  const { rollbacks, ...closing } = await closingOf(house, request);
  const settlement = settlementOf(request, closing);
  const granted = await house.records.settle(right, settlement, rollbacks);
  if (granted) {
    const ms = house.now().getTime() - request.acceptedAt.getTime();
    const code = settlement.trouble?.code;
    house.log.info({ ...about(request), outcome: settlement.outcome, ms, ...(code ? { code } : {}) }, 'settled');
    traceSettled(house, request, settlement);
  }
  house.announce(request.id);
  await house.submit(granted ?? []);
  return { then: 'end' };
}

/** Tells the log, and whoever traces, how a phase ended. */
function phaseEnded(house: House, request: RequestRecord, { phase, batch }: Move, code: string | null): void {
  const ms = request.phaseAt ? house.now().getTime() - request.phaseAt.getTime() : 0;
  const outcome = code === null ? 'done' : 'failed';
  house.log.info({ ...about(request), phase, batch, outcome, ms, ...(code === null ? {} : { code }) }, 'phase ended');
  tracePhase(house, request, { phase, batch, trouble: code });
}

const isUnbegun = ({ phase }: AppRecord): boolean => phase === null;
/** Phases of which an app that has not begun has nothing to take back. */
const beforeAnyChange: ReadonlySet<Phase> = new Set<Phase>(['prepare', 'visit']);

/** Goes on with a phase that has begun. */
async function goOn(house: House, request: RequestRecord, at: Move, right: WalkLease, stops: Stops): Promise<Walking> {
  if (!isPerApp(request.request.kind, at.phase)) {
    await once(house, request, at, right, stops);
    return { then: 'again' };
  }
  if (request.cancelledBy !== null && request.apps.some(isUnbegun) && beforeAnyChange.has(at.phase)) {
    const trouble = new Trouble('CANCELLED', { by: request.cancelledBy }).report();
    await house.records.cancelUnbegun(right, at.phase, request.recorded ? 'old' : null, trouble);
    house.announce(request.id);
    return { then: 'again' };
  }
  const taking = request.apps.filter((app) => takesPart(app, at));
  const missing = taking.filter((app) => app.phase !== at.phase || app.vote === null);
  if (missing.length > 0) {
    const apps = missing.map((app) => ({ appKey: app.app.appKey, ordinal: app.app.id }));
    return { then: 'fan-out', phase: at.phase, apps, together: taking.length, changes: request.exclusive };
  }
  await house.records.endPhase(right, at.phase, {});
  const failed = request.apps.find((app) => takesPart(app, at) && app.vote === 'failed');
  phaseEnded(house, request, at, failed ? (failed.trouble?.code ?? 'INTERNAL') : null);
  return { then: 'again', request: { ...request, phaseEnded: true } };
}

/** So many apps are shown waiting where the whole request waits. */
const mostShown = 20;

/**
 * Does work on the directories a request was accepted for: they are looked at before, and again afterwards, since a volume may go
 * while it is read. What a phase made in them is seen by all when it has ended. Throws as `require` of Directories does.
 */
async function inItsDirectories<T>(
  { directories, records, announce }: House,
  { id, request, directories: wanted, apps }: RequestRecord,
  phase: Phase,
  work: () => Promise<T>,
): Promise<T> {
  const required = (): Promise<void> =>
    directories.require(id, wanted, async (what) => {
      for (const { app, waiting } of apps.slice(0, mostShown))
        if (waiting?.for !== what) await records.wait({ requestId: id, appKey: app.appKey, phase, lease: null }, what);
      announce(id);
    });
  await required();
  const done = await work();
  await required();
  if (directoriesOf(request).length > 0) await directories.look();
  return done;
}

/** Does a phase that runs once. What failed is stored and ends the phase; what broke is thrown and tried again. */
async function once(
  house: House,
  request: RequestRecord,
  { phase, batch }: Move,
  right: WalkLease,
  stops: Stops,
): Promise<void> {
  const signal = AbortSignal.any([stops.ending, stops.cancelled]);
  let trouble: TroubleReport | null = null;
  const begunAt = house.now();
  let staged: { facts?: Record<string, unknown>; bundleDigest?: string | null; directories?: WantedDirectories } = {};
  try {
    if (request.cancelledBy !== null) throw new Trouble('CANCELLED', { by: request.cancelledBy });
    staged = await inItsDirectories(house, request, phase, () =>
      runOnce({ house, request, asked: request.request, fence: right.fence, signal }),
    );
  } catch (thrown) {
    const met = asTrouble(signal.aborted ? signal.reason : thrown);
    if (handedOn.has(met.code)) throw met;
    const told = await withCanceller(house, request.id, met);
    house.log.warn(
      { ...about(request), phase, code: told.code, ...(met.code === 'INTERNAL' ? { err: thrown } : {}) },
      told.message,
    );
    const host = typeof told.details.host === 'string' ? told.details.host : null;
    // What a host or the database of a source is asked for here is asked again while the cause may pass: see whilePassing.
    const asked = host !== null || told.code === 'SOURCE_AWAY';
    const times = asked && told.kind === 'broken' ? house.config.retry.attempts : 1;
    trouble = told.report(place(house.now(), host, phase, times, begunAt));
  }
  await house.records.endPhase(right, phase, { ...staged, trouble });
  phaseEnded(house, request, { phase, batch }, trouble?.code ?? null);
}

/**
 * Walks a request from phase to phase, as far as it goes without waiting for hosts. Only the one that holds the walk
 * does so; the phase is stored before it begins, so whoever comes next goes on where this one stopped.
 */
export async function walk(house: House, requestId: string, stops: Stops): Promise<Walked> {
  const claim = { requestId, holder: house.keeper.holder(), life: house.config.lease.life };
  const right = await house.records.holdWalk(claim);
  if (!right) {
    const state = await house.records.stateOf(requestId);
    if (state === null || state === 'settled') return { then: 'end' };
    throw new Trouble('HELD_ELSEWHERE', { what: `job ${requestId}` });
  }
  return await house.keeper.withWalk(right, stops.ending, async (ending) => {
    let known: RequestRecord | undefined;
    for (;;) {
      const request = known ?? (await house.records.request(requestId));
      // One in line has no lease: it is submitted when it does.
      if (!request || request.state === 'settled' || request.state === 'queued') return { then: 'end' };
      const walking =
        request.phase === null || request.phaseEnded
          ? await moveOn(house, request, right)
          : await goOn(house, request, { phase: request.phase, batch: request.batch }, right, { ...stops, ending });
      if (walking.then !== 'again') return walking;
      known = walking.request;
    }
  });
}
