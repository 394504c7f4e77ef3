import { asTrouble, Trouble, type Standing, type TroubleReport } from '#contract';
import type { AppJob } from '#queue';
import type { AppRecord, Lease, RequestRecord } from '#records';
import {
  advance,
  plans,
  type Next,
  type Observation,
  type Pipeline,
  type StepContext,
  type StepRecord,
} from '#release';
import { withCanceller } from './canceller.js';
import { carryOut } from './carryOut.js';
import { contextOf } from './context.js';
import { findings } from './findings.js';
import { holdLease } from './holdLease.js';
import type { House } from './house.js';
import { troubleOf } from './observe.js';
import { place } from './place.js';
import { Recording } from './recording.js';
import { chooseTarget } from './rollbackTarget.js';

interface Visit {
  request: RequestRecord;
  record: AppRecord;
  job: AppJob;
  pipeline: Pipeline;
  /** Null for what changes nothing. */
  lease: Lease | null;
  /** The lease's; zero where there is none. */
  fence: number;
  signal: AbortSignal;
}

/** Passes on at once what is no fault of the host; the job goes back to the queue as it is. */
const handedOn = new Set(['SHUTTING_DOWN', 'LEASE_LOST', 'MYSQL_AWAY', 'QUEUE_AWAY']);

/**
 * A host that has seen a newer holder says so before the lease's next renewal does: then the app is in other hands, and
 * this run has no vote. While the lease is still ours it is a failure like any other.
 */
async function ownWord(house: House, { lease, record }: Visit, trouble: Trouble): Promise<Trouble> {
  if (trouble.code !== 'FENCE_OLD' || !lease) return trouble;
  const held = await house.records.renew(lease, house.config.lease.life);
  return held ? trouble : new Trouble('LEASE_LOST', { app: record.app.appKey });
}

/** A step as this run has it from the records, which tell when it began, or from its own hands. */
type Past = StepRecord & { begunAt?: Date };

async function doStep(
  house: House,
  visit: Visit,
  next: Extract<Next, { do: 'step' }>,
  context: StepContext,
  history: Past[],
): Promise<StepRecord> {
  const { request, record, job, fence, signal } = visit;
  const { app } = record;
  const begunAt = new Date();
  const number = await house.records.beginStep({ ...job, step: next.step.name, fence });
  house.announce(request.id);
  const recording = new Recording(house.records, request, record);
  let seen: Observation = await carryOut(house, next.step.instruct(context), {
    app,
    step: next.step.name,
    bundleId: String(request.facts.bundle ?? ''),
    signal,
    onLine: (line) => recording.hear(line),
  });
  if (request.action === 'rollback' && next.step.name === 'inspect' && seen.trouble === null) {
    seen = await chooseTarget(house, request, app, seen);
  }
  await recording.wrote();
  const met = troubleOf(seen);
  const trouble = met && (await ownWord(house, visit, await withCanceller(house, request.id, met)));
  const before = history.filter((past) => past.step === next.step.name && past.state === 'begun');
  const tries = before.length + 1;
  const again = trouble?.kind === 'broken' && tries < house.config.retry.attempts;
  if (trouble && (again || handedOn.has(trouble.code))) throw trouble;
  if (!trouble) await recording.stepDone(next.step.name, context, seen.facts);
  const ended: StepRecord = {
    step: next.step.name,
    state: trouble ? 'failed' : 'done',
    facts: seen.facts,
    trouble: trouble?.report(place(app.host, next.step.name, tries, before[0]?.begunAt ?? begunAt)) ?? null,
  };
  await house.records.endStep(number, {
    state: trouble ? 'failed' : 'done',
    facts: ended.facts,
    trouble: ended.trouble,
  });
  const log = house.log.child({ job: request.id, app: app.appKey, host: app.host, step: next.step.name });
  if (trouble) log.warn({ code: trouble.code }, trouble.message);
  else log.info('step done');
  return ended;
}

function standingOf(visit: Visit, end: Extract<Next, { do: 'end' }>, history: StepRecord[]): Standing | null {
  if (visit.job.phase !== 'activate') return visit.request.recorded ? 'old' : null;
  if (end.outcome === 'done') return 'new';
  if (end.undo === 'done') return 'restored';
  // An undo that did not even reach the host says nothing about it.
  return history.at(-1)?.trouble?.kind === 'broken' ? 'unknown' : 'down';
}

/** Asks `advance` what is next until it says the end, then votes. */
async function perform(house: House, visit: Visit): Promise<void> {
  const { request, record, job } = visit;
  const { appKey } = record.app;
  const all = await house.records.stepHistory(request.id, appKey);
  const earlier = all.filter((past) => past.phase !== job.phase);
  const history: Past[] = all.filter((past) => past.phase === job.phase);
  if (request.recorded && job.phase === 'prepare') await house.records.openDeployRow(request, record);
  for (;;) {
    const context = await contextOf(house, visit, [...earlier, ...history]);
    const next = advance(visit.pipeline, history, context);
    if (next.do === 'step') {
      history.push(await doStep(house, visit, next, context, history));
      continue;
    }
    const trouble = next.outcome === 'failed' ? next.trouble : null;
    const recording = new Recording(house.records, request, record);
    await recording.ended(job.phase, trouble, [...earlier, ...history]);
    await castVote(house, visit, standingOf(visit, next, history), trouble, history);
    return;
  }
}

async function castVote(
  house: House,
  { request, record, job }: Visit,
  standing: Standing | null,
  trouble: TroubleReport | null,
  history: StepRecord[],
): Promise<void> {
  const facts = await findings(house.records, request, record.app, history, trouble);
  await house.records.vote({
    requestId: request.id,
    appKey: record.app.appKey,
    phase: job.phase,
    vote: trouble ? 'failed' : 'done',
    standing,
    trouble,
    step: history.find((past) => past.state === 'failed')?.step,
    ...(facts ? { facts } : {}),
  });
  house.announce(request.id);
}

/** A switch is never cut off half-way by a cancel, only by the loss of the lease. */
const cancellable = (phase: string): boolean => phase === 'prepare' || phase === 'visit';

/** The request and the app's part in it, or null when the job has nothing left to do. */
async function find(house: House, job: AppJob): Promise<{ request: RequestRecord; record: AppRecord } | null> {
  const request = await house.records.request(job.requestId);
  const record = request?.apps.find((candidate) => candidate.app.appKey === job.appKey);
  if (!request || !record || request.state === 'settled' || request.phase !== job.phase || request.phaseEnded)
    return null;
  return record.phase === job.phase && record.vote !== null ? null : { request, record };
}

async function work(house: House, job: AppJob, lease: Lease | null, signal: AbortSignal): Promise<void> {
  const found = await find(house, job);
  if (!found) return;
  const { request, record } = found;
  const visit: Visit = {
    ...found,
    job,
    pipeline: plans[request.action]!.pipelines[job.phase]!,
    lease,
    fence: lease?.fence ?? 0,
    signal,
  };
  const begunAt = new Date();
  try {
    if (request.cancelledBy !== null && cancellable(job.phase)) {
      throw new Trouble('CANCELLED', { by: request.cancelledBy });
    }
    await perform(house, visit);
  } catch (thrown) {
    const trouble = await withCanceller(house, request.id, asTrouble(signal.aborted ? signal.reason : thrown));
    if (trouble.kind === 'broken' || handedOn.has(trouble.code)) throw trouble;
    house.log.error({ err: thrown, job: job.requestId, app: job.appKey }, trouble.message);
    const report = trouble.report(place(record.app.host, record.step ?? job.phase, 1, begunAt));
    await new Recording(house.records, request, record).ended(job.phase, report, []);
    await castVote(house, visit, standingAfterSurprise(visit), report, []);
  }
}

/** Before activation nothing was switched; after it began nobody knows. */
function standingAfterSurprise({ request, job }: Visit): Standing | null {
  if (!request.recorded) return null;
  return job.phase === 'activate' ? 'unknown' : 'old';
}

/**
 * Does one phase of a request on one app, holding its lease where the request has one. Returns when the app has voted;
 * throws when it shall be tried again.
 */
export async function visit(house: House, job: AppJob, signal: AbortSignal): Promise<void> {
  const found = await find(house, job);
  if (!found) return;
  const { request, record } = found;
  const stop = cancellable(job.phase) ? signal : new AbortController().signal;
  if (!request.exclusive) return await work(house, job, null, stop);
  const lease = await holdLease(house, request.id, job.appKey, signal);
  if (lease !== 'lost') return await house.keeper.withLease(lease, stop, (inner) => work(house, job, lease, inner));
  const at = place(record.app.host, record.step ?? job.phase, 1, new Date());
  const trouble = new Trouble('LEASE_LOST', { app: job.appKey }).report(at);
  await house.records.vote({
    requestId: request.id,
    appKey: record.app.appKey,
    phase: job.phase,
    vote: 'failed',
    standing: 'unknown',
    trouble,
  });
  house.announce(request.id);
}
