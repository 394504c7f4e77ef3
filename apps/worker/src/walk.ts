import { asTrouble, Trouble, type Phase, type TroubleReport } from '#contract';
import type { Walked } from '#queue';
import type { RequestRecord } from '#records';
import { isPerApp, nextPhase } from '#release';
import { withCanceller } from './canceller.js';
import type { House } from './house.js';
import { place } from './place.js';
import { settlementOf } from './settlement.js';
import { stages } from './stages/index.js';

type Walking = { then: 'again' } | Walked;

const voted = (request: RequestRecord, phase: Phase) =>
  request.apps.filter((app) => app.phase === phase && app.vote !== null);

/** Begins the phase that follows, or settles. */
async function moveOn(house: House, request: RequestRecord): Promise<Walking> {
  const ended = request.phase;
  const failed =
    request.phaseTrouble !== null || (ended !== null && voted(request, ended).some((app) => app.vote === 'failed'));
  const phase = nextPhase({ action: request.action, ended, failed, cancelled: request.cancelledBy !== null });
  if (phase !== 'settle') {
    await house.records.enterPhase(request.id, phase);
    house.announce(request.id);
    house.log.info({ job: request.id, action: request.action, phase }, 'phase begins');
    return { then: 'again' };
  }
  const settlement = settlementOf(request);
  const granted = await house.records.settle(request.id, settlement);
  if (granted) house.log.info({ job: request.id, action: request.action, outcome: settlement.outcome }, 'settled');
  house.announce(request.id);
  await house.submit(granted ?? []);
  return { then: 'end' };
}

/** Goes on with a phase that has begun. */
async function goOn(
  house: House,
  request: RequestRecord,
  phase: Phase,
  fence: number,
  signal: AbortSignal,
): Promise<Walking> {
  if (isPerApp(request.action, phase)) {
    const missing = request.apps.filter((app) => app.phase !== phase || app.vote === null);
    if (missing.length > 0) {
      const apps = missing.map((app) => ({ appKey: app.app.appKey, ordinal: app.app.id }));
      return { then: 'fan-out', phase, apps };
    }
    await house.records.endPhase(request.id, phase, {});
    return { then: 'again' };
  }
  await once(house, request, phase, fence, signal);
  return { then: 'again' };
}

/** Does a phase that runs once. What failed is stored and ends the phase; what broke is thrown and tried again. */
async function once(
  house: House,
  request: RequestRecord,
  phase: Phase,
  fence: number,
  signal: AbortSignal,
): Promise<void> {
  let trouble: TroubleReport | null = null;
  const begunAt = new Date();
  let staged: { facts?: Record<string, unknown>; bundleDigest?: string | null } = {};
  try {
    if (request.cancelledBy !== null) throw new Trouble('CANCELLED', { by: request.cancelledBy });
    staged = await stages[request.action]!({ house, request, fence, signal });
  } catch (thrown) {
    const met = asTrouble(signal.aborted ? signal.reason : thrown);
    if (['SHUTTING_DOWN', 'LEASE_LOST', 'MYSQL_AWAY', 'QUEUE_AWAY'].includes(met.code)) throw met;
    const told = await withCanceller(house, request.id, met);
    house.log.warn(
      { job: request.id, phase, err: met.code === 'INTERNAL' ? thrown : undefined, code: told.code },
      told.message,
    );
    const host = typeof told.details.host === 'string' ? told.details.host : null;
    // What a host is asked for here is asked again by fetchTree while the cause may pass.
    const times = host !== null && told.kind === 'broken' ? house.config.retry.attempts : 1;
    trouble = told.report(place(host, phase, times, begunAt));
  }
  await house.records.endPhase(request.id, phase, { ...staged, trouble });
}

/**
 * Walks a request from phase to phase, as far as it goes without waiting for hosts. Only the one that holds the walk
 * does so; the phase is stored before it begins, so whoever comes next goes on where this one stopped.
 */
export async function walk(house: House, requestId: string, signal: AbortSignal): Promise<Walked> {
  const claim = { requestId, holder: house.keeper.holder(), life: house.config.lease.life };
  const right = await house.records.holdWalk(claim);
  if (!right) {
    const request = await house.records.request(requestId);
    if (!request || request.state === 'settled') return { then: 'end' };
    throw new Trouble('HELD_ELSEWHERE', { what: `job ${requestId}` });
  }
  return await house.keeper.withWalk(right, signal, async (stop) => {
    for (;;) {
      const request = await house.records.request(requestId);
      // One in line has no lease: it is submitted when it does.
      if (!request || request.state === 'settled' || request.state === 'queued') return { then: 'end' };
      const walking =
        request.phase === null || request.phaseEnded
          ? await moveOn(house, request)
          : await goOn(house, request, request.phase, right.fence, stop);
      if (walking.then !== 'again') return walking;
    }
  });
}
