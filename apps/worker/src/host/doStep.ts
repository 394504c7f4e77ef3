import { Trouble } from '#contract';
import type { Next, Observation, StepContext, StepRecord } from '#release';
import { about } from '../telemetry/about.js';
import { withCanceller } from '../state/canceller.js';
import type { House } from '../state/house.js';
import { place } from '../telemetry/place.js';
import { cancellable, handedOn, partOf, type Visit } from './atWork.js';
import { carryOut } from './carryOut.js';
import { catchUp } from './catchUp.js';
import { columnsOfStep } from './deployColumns.js';
import { listen } from './listen.js';
import { reach } from './reach.js';
import { say } from '../telemetry/say.js';
import { troubleOf } from '../remote/observe.js';
import { traceStep } from '../telemetry/traces.js';
import { chooseTarget } from './rollbackTarget.js';

type Step = Extract<Next, { do: 'step' }>;

/**
 * A host that has seen a newer holder says so before the lease's next renewal does: then the app is in other hands, and
 * this run has no vote. While the lease is still ours it is a failure like any other.
 */
async function ownWord(house: House, { lease, record }: Visit, trouble: Trouble): Promise<Trouble> {
  if (trouble.code !== 'FENCE_OLD' || !lease) return trouble;
  const held = await house.records.renew(lease, house.config.lease.life);
  return held ? trouble : new Trouble('LEASE_LOST', { app: record.app.appKey });
}

const startOf = ({ begunAt }: StepRecord, now: Date): Date => begunAt ?? now;

/**
 * Whether what broke is tried again: a few times before anything was switched, but not where the host was found silent just
 * before; afterwards the host is asked until `rollout.reach` is over, since nothing is worse than not to know.
 */
function again({ config, now }: House, { job: { phase }, record }: Visit, tries: readonly Date[]): boolean {
  if (phase === 'discard' && record.trouble?.code === 'UNREACHABLE') return false;
  if (phase !== 'activate' && phase !== 'undo') return tries.length < config.retry.attempts;
  return now().getTime() - tries[0]!.getTime() < config.rollout.reach * 1000;
}

/** Forward steps end when the request is cancelled; what brings an app back to order ends only with this process. */
const signalOf = ({ stops, job }: Visit, { undoing }: Step): AbortSignal =>
  undoing || !cancellable(job.phase) ? stops.ending : AbortSignal.any([stops.ending, stops.cancelled]);

/** Carries one step out and stores what was seen; throws when it shall be tried again or is in other hands. */
export async function doStep(
  house: House,
  visit: Visit,
  next: Step,
  context: StepContext,
  history: readonly StepRecord[],
): Promise<StepRecord> {
  const { request, record, job } = visit;
  const { app } = record;
  const { name } = next.step;
  const part = partOf(visit);
  const { number, cancelledBy } = await house.records.beginStep(part, name);
  house.announce(request.id);
  const begunAt = house.now();
  const heard = listen(house, part);
  const signal = signalOf(visit, next);
  const cancelled = cancelledBy !== null && !next.undoing && cancellable(job.phase);
  const attempt = async (fence: number): Promise<Observation> =>
    (await reach(house, visit, signal)) ??
    (await carryOut(house, next.step.instruct({ ...context, fence }), {
      app,
      step: name,
      bundleId: request.bundle ?? '',
      signal,
      onLine: heard.line,
      onStandstill: heard.standstill,
      meeting: meetingOf(house, visit),
    }));
  let seen: Observation = cancelled
    ? { facts: {}, trouble: { code: 'CANCELLED', details: { by: cancelledBy } } }
    : await attempt(context.fence);
  const caughtUp = await catchUp(house, visit, seen);
  if (caughtUp && visit.lease) {
    seen = await attempt(visit.lease.fence);
    seen = { ...seen, facts: { ...seen.facts, ...caughtUp } };
  }
  // What is shown late would be shown for ever.
  await heard.shown();
  seen = { ...seen, facts: { ...seen.facts, ...heard.facts() } };
  const { request: asked } = request;
  if (asked.kind === 'rollback' && name === 'inspect' && seen.trouble === null) {
    seen = await chooseTarget(house, asked.to, app, seen);
  }
  if (asked.kind === 'takeover' && seen.trouble === null) await house.installation.settle();
  const met = troubleOf(seen);
  const trouble = met && (await ownWord(house, visit, await withCanceller(house, request.id, met)));
  const tries = [
    ...history.filter((past) => past.step === name && past.state === 'begun').map((past) => startOf(past, begunAt)),
    begunAt,
  ];
  const line = { ...about(request, app), phase: job.phase, step: name, ms: house.now().getTime() - begunAt.getTime() };
  const bytes = seen.facts.bytes_sent;
  const told = { app, phase: job.phase, step: name, number, begunAt, trouble: trouble?.code ?? null, bytes };
  if (trouble && (handedOn.has(trouble.code) || (trouble.kind === 'broken' && again(house, visit, tries)))) {
    if (trouble.kind === 'broken') {
      await house.records.putOff(part, number, trouble.report(), `${trouble.message} (try ${tries.length})`);
    }
    traceStep(house, request, { ...told, outcome: 'again' });
    house.log.info({ ...line, code: trouble.code, try: tries.length }, `handed on or tried again: ${trouble.message}`);
    throw trouble;
  }
  const report = trouble?.report(place(house.now(), app.host, name, tries.length, tries[0]!)) ?? null;
  await say(house, part, name, seen.said ?? []);
  const state = trouble ? 'failed' : 'done';
  const values =
    trouble || !request.recorded
      ? {}
      : columnsOfStep(name, context, seen.facts, { startedAt: heard.startedAt(), now: house.now() });
  await house.records.endStep(part, number, {
    step: name,
    state,
    facts: seen.facts,
    trouble: report,
    deploy: { randomStr: record.randomStr, values },
  });
  traceStep(house, request, { ...told, outcome: state });
  if (trouble) house.log.warn({ ...line, code: trouble.code }, trouble.message);
  else house.log.info(line, 'step done');
  return { step: name, state, facts: seen.facts, trouble: report, begunAt };
}

/** The apps that are switched at the same moment as this one, as far as this worker's crew can take them at once. */
function meetingOf(house: House, { request, job }: Visit): { name: string; size: number } {
  const size = Math.min(job.together ?? 1, house.config.worker.apps);
  return { name: `${request.id}.${job.phase}.${request.batch}`, size };
}
