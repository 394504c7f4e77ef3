import { CodedError, errorInside, statement } from '#contract';
import type { Instruction, Next, Observation, StepContext, StepRecord } from '#release';
import { logFields } from '../telemetry/logFields.js';
import { namingWhoCancelled } from '../state/canceller.js';
import type { WorkerDeps } from '../state/dependencies.js';
import { errorLocation } from '../telemetry/errorLocation.js';
import { cancellable, requeued, targetKeyOf, type HostPhase } from './hostPhase.js';
import { execute } from './execute.js';
import { catchUp } from './catchUp.js';
import { lookBeforeSwitch } from '../drift/lookBeforeSwitch.js';
import { requireShown } from '../plan/plannedMoves.js';
import { settleInspect } from '../drift/settleInspect.js';
import { columnsOfStep } from './deployColumns.js';
import { collectOutput } from './collectOutput.js';
import { reachHost } from './reach.js';
import { writeOutput } from '../telemetry/writeOutput.js';
import { observeThrown, troubleOf } from '../remote/toObservation.js';
import { missingSecret } from '../secrets/missingSecrets.js';
import { traceStep } from '../telemetry/traces.js';
import { chooseTarget } from './rollbackTarget.js';

type Step = Extract<Next, { do: 'step' }>;

/**
 * Replaces FENCE_OLD by LEASE_LOST when the lease is lost: a host may know of a newer holder before the next renewal does, and
 * this run reports no result then. While the lease is still ours it is a failure like any other.
 */
async function checkLease(deps: WorkerDeps, { lease, record }: HostPhase, trouble: CodedError): Promise<CodedError> {
  if (trouble.code !== 'FENCE_OLD' || !lease) return trouble;
  const held = await deps.records.renewLease(lease, deps.config.lease.life);
  return held ? trouble : new CodedError('LEASE_LOST', { app: record.app.appKey });
}

const startOf = ({ begunAt }: StepRecord, now: Date): Date => begunAt ?? now;

/**
 * True when a broken step is tried again: a few times before anything was switched, but not if the host was found silent just
 * before; afterwards until `rollout.reach` is over, since nothing is worse than an unknown state.
 */
function again({ config, now }: WorkerDeps, { job: { phase }, record }: HostPhase, tries: readonly Date[]): boolean {
  if (phase === 'discard' && record.trouble?.code === 'UNREACHABLE') return false;
  if (phase !== 'activate' && phase !== 'undo') return tries.length < config.retry.attempts;
  return now().getTime() - tries[0]!.getTime() < config.rollout.reach * 1000;
}

/** The signal that ends a step: forward steps end with a cancel, those that bring an app back to order only with this process. */
const signalOf = ({ stops, job }: HostPhase, { undoing }: Step): AbortSignal =>
  undoing || !cancellable(job.phase) ? stops.ending : AbortSignal.any([stops.ending, stops.cancelled]);

/** What is seen of an instruction, or why it cannot be given: it may need a secret that is not there. */
async function runInstructed(
  instruct: () => Instruction,
  run: (instruction: Instruction) => Promise<Observation>,
): Promise<Observation> {
  let instruction: Instruction;
  try {
    instruction = instruct();
  } catch (thrown) {
    return observeThrown(thrown);
  }
  return await run(instruction);
}

/** What runs on the worker runs once: where a worker began it and nobody saw its end, half of it may be done. */
function uncertain({ step }: Step, context: StepContext, history: readonly StepRecord[]): Observation | null {
  if (!history.some((past) => past.step === step.name && past.state === 'begun')) return null;
  const instruction = step.instruct(context);
  const hook = instruction.do === 'hooks' ? instruction.hooks.map(({ name }) => name).join(', ') : '';
  const { code, details } = new CodedError('HOOK_UNCERTAIN', { hook, worker: 'yes', app: context.app.appKey });
  return { facts: {}, trouble: { code, details } };
}

/** Runs one step and stores its result; throws when it shall be tried again or the lease is lost. */
export async function runStep(
  deps: WorkerDeps,
  hostPhase: HostPhase,
  next: Step,
  context: StepContext,
  history: readonly StepRecord[],
): Promise<StepRecord> {
  const { request, record, job } = hostPhase;
  const { app } = record;
  const { name } = next.step;
  const part = targetKeyOf(hostPhase);
  const { number, cancelledBy } = await deps.records.beginStep(part, name);
  deps.announce(request.id);
  const begunAt = deps.now();
  const output = collectOutput(deps, part, name);
  const signal = signalOf(hostPhase, next);
  const cancelled = cancelledBy !== null && !next.undoing && cancellable(job.phase);
  const run = (instruction: Instruction): Promise<Observation> =>
    execute(deps, instruction, {
      app,
      step: name,
      bundleId: request.bundle ?? '',
      signal,
      onLine: output.line,
      onStandstill: output.standstill,
      meeting: meetingOf(deps, hostPhase),
    });
  const attempt = async (fence: number): Promise<Observation> =>
    (name === 'inspect' ? missingSecret(deps.secrets, app) : null) ??
    (next.step.onWorker ? uncertain(next, context, history) : await reachHost(deps, hostPhase, signal)) ??
    (name === 'activate' ? await lookBeforeSwitch(deps, request, app, context, run) : null) ??
    (await runInstructed(() => next.step.instruct({ ...context, fence }), run));
  let seen: Observation = cancelled
    ? { facts: {}, trouble: { code: 'CANCELLED', details: { by: cancelledBy } } }
    : await attempt(context.fence);
  const caughtUp = await catchUp(deps, hostPhase, seen);
  if (caughtUp && hostPhase.lease) {
    seen = await attempt(hostPhase.lease.fence);
    seen = { ...seen, facts: { ...seen.facts, ...caughtUp } };
  }
  // A wait stored later would be shown for ever.
  await output.shown();
  seen = { ...seen, facts: { ...seen.facts, ...output.facts() } };
  const { request: asked } = request;
  if (asked.kind === 'rollback' && name === 'inspect' && seen.trouble === null) {
    seen = await chooseTarget(deps, asked.to, app, seen);
    const maker = seen.facts.maker_record;
    if (maker) await deps.records.copyProvenance({ requestId: request.id, appKey: app.appKey }, maker);
  }
  if (name === 'inspect' && seen.trouble === null) seen = await requireShown(deps.records, request, app, seen);
  if (name === 'inspect' && seen.trouble === null) seen = await settleInspect(deps, request, app, seen);
  if (asked.kind === 'takeover' && seen.trouble === null) await deps.installation.settle();
  const caught = troubleOf(seen);
  const trouble = caught && (await checkLease(deps, hostPhase, await namingWhoCancelled(deps, request.id, caught)));
  const tries = [
    ...history.filter((past) => past.step === name && past.state === 'begun').map((past) => startOf(past, begunAt)),
    begunAt,
  ];
  const line = {
    ...logFields(request, app),
    phase: job.phase,
    step: name,
    ms: deps.now().getTime() - begunAt.getTime(),
  };
  const bytes = seen.facts.bytes_sent;
  const span = { app, phase: job.phase, step: name, number, begunAt, trouble: trouble?.code ?? null, bytes };
  if (trouble && (requeued.has(trouble.code) || (trouble.kind === 'broken' && again(deps, hostPhase, tries)))) {
    if (trouble.kind === 'broken') {
      const what = statement('waits.again', { error: errorInside(trouble), n: tries.length });
      await deps.records.putOff(part, number, trouble.report(), what);
    }
    traceStep(deps, request, { ...span, outcome: 'again' });
    deps.log.info({ ...line, code: trouble.code, try: tries.length }, `handed on or tried again: ${trouble.message}`);
    throw trouble;
  }
  const report = trouble?.report(errorLocation(deps.now(), app.host, name, tries.length, tries[0]!)) ?? null;
  await writeOutput(deps, part, name, output.unshown(seen.output ?? []));
  const state = trouble ? 'failed' : 'done';
  const values =
    trouble || !request.recorded
      ? {}
      : columnsOfStep(name, context, seen.facts, { startedAt: output.startedAt(), now: deps.now() });
  await deps.records.endStep(part, number, {
    step: name,
    state,
    facts: seen.facts,
    trouble: report,
    deploy: { randomStr: record.randomStr, values },
  });
  traceStep(deps, request, { ...span, outcome: state });
  if (trouble) deps.log.warn({ ...line, code: trouble.code }, trouble.message);
  else deps.log.info(line, 'step done');
  return { step: name, state, facts: seen.facts, trouble: report, begunAt };
}

/** The barrier of the apps that are switched together with this one, as many as this worker can run at once. */
function meetingOf(deps: WorkerDeps, { request, job }: HostPhase): { name: string; size: number } {
  const size = Math.min(job.together ?? 1, deps.config.worker.apps);
  return { name: `${request.id}.${job.phase}.${request.batch}`, size };
}
