import { lookAfter } from '../look/lookAgain.js';
import {
  asCodedError,
  directoriesOf,
  CodedError,
  inEnglish,
  requestKinds,
  versionsOf,
  mixedIn,
  type Phase,
  type ErrorReport,
  type Settlement,
} from '#contract';
import type { Stops, AdvanceResult } from '#queue';
import type { TargetRecord, RequestRecord, RequestLease } from '#records';
import { isPerApp, hasWorkIn, type PhaseRun } from '#release';
import { logFields } from '../telemetry/logFields.js';
import { leftMixed } from './leftMixed.js';
import { summarizeSteps, type StepSummary } from './summarizeSteps.js';
import { namingWhoCancelled } from '../state/canceller.js';
import type { WorkerDeps } from '../state/dependencies.js';
import { errorLocation } from '../telemetry/errorLocation.js';
import { buildSettlement } from './buildSettlement.js';
import { withEarlierNotes, type Staged } from './earlierNotes.js';
import { following, goesOn } from './following.js';
import { recheck } from './recheck.js';
import { unlessHeld } from './unlessHeld.js';
import { runOnce } from '../once/index.js';
import { tracePhase, traceSettled } from '../telemetry/traces.js';
import { requeued } from '../host/hostPhase.js';

/** The result of one move; `request` is the changed request, if it is known without reading it again. */
type RequestAdvance = { then: 'again'; request?: RequestRecord } | AdvanceResult;

/** The settlement of a request, with the groups it leaves mixed. */
async function settlementOf(
  deps: WorkerDeps,
  request: RequestRecord,
  summary: Omit<StepSummary, 'rollbacks'>,
): Promise<Settlement> {
  const settlement = buildSettlement(request, summary);
  const mixed = await leftMixed(deps, request, settlement.outcome);
  return mixed === null ? settlement : { ...settlement, facts: { ...settlement.facts, mixed } };
}

/** Stores that a phase begins; false, and stored as what the request waits for, while the installation is held. */
const enter = (deps: WorkerDeps, request: RequestRecord, right: RequestLease, run: PhaseRun): Promise<boolean> =>
  unlessHeld(deps, request, () =>
    deps.records.enterPhase(right, run.phase, run.batch, {
      unlessHeld: requestKinds[request.request.kind].held && goesOn(run),
    }),
  );

/** Begins the next phase, or finishes the request. */
async function beginNextPhase(deps: WorkerDeps, request: RequestRecord, right: RequestLease): Promise<RequestAdvance> {
  const checked = await recheck(deps, request, right);
  if (checked !== 'same') return { then: checked === 'held' ? 'later' : 'again' };
  const next = following(request);
  if (next.phase !== 'settle') {
    if (!(await enter(deps, request, right, next))) return { then: 'later' };
    deps.announce(request.id);
    deps.log.info({ ...logFields(request), ...next }, 'phase begins');
    return { then: 'again', request: { ...request, ...next, phaseEnded: false, waiting: null } };
  }
  const { rollbacks, ...closing } = await summarizeSteps(deps, request);
  const settlement = await settlementOf(deps, request, closing);
  const granted = await deps.records.settle(right, settlement, rollbacks);
  if (granted) {
    const ms = deps.now().getTime() - request.acceptedAt.getTime();
    const code = settlement.trouble?.code;
    const versions = versionsOf(request.apps.map(({ provenance }) => provenance));
    const mixed = mixedIn(settlement)?.groups.map(({ group }) => group);
    const fields = {
      outcome: settlement.outcome,
      ...(versions.length > 0 ? { versions } : {}),
      ms,
      ...(code ? { code } : {}),
      ...(mixed ? { mixed } : {}),
    };
    deps.log.info({ ...logFields(request), ...fields }, 'settled');
    traceSettled(deps, request, settlement);
    await lookAfter(deps, request, settlement.outcome);
  }
  deps.announce(request.id);
  await deps.submit(granted ?? []);
  return { then: 'end' };
}

/** Logs and traces the end of a phase. */
function phaseEnded(deps: WorkerDeps, request: RequestRecord, { phase, batch }: PhaseRun, code: string | null): void {
  const ms = request.phaseAt ? deps.now().getTime() - request.phaseAt.getTime() : 0;
  const outcome = code === null ? 'done' : 'failed';
  deps.log.info(
    { ...logFields(request), phase, batch, outcome, ms, ...(code === null ? {} : { code }) },
    'phase ended',
  );
  tracePhase(deps, request, { phase, batch, trouble: code });
}

const isUnbegun = ({ phase }: TargetRecord): boolean => phase === null;
/** Phases of which an app that has not begun has nothing to undo. */
const beforeAnyChange: ReadonlySet<Phase> = new Set<Phase>(['prepare', 'visit']);

/** Continues a phase that has begun. */
async function continuePhase(
  deps: WorkerDeps,
  request: RequestRecord,
  at: PhaseRun,
  right: RequestLease,
  stops: Stops,
): Promise<RequestAdvance> {
  if (!isPerApp(request.request.kind, at.phase)) {
    await runOncePhase(deps, request, at, right, stops);
    return { then: 'again' };
  }
  if (request.cancelledBy !== null && request.apps.some(isUnbegun) && beforeAnyChange.has(at.phase)) {
    const trouble = new CodedError('CANCELLED', { by: request.cancelledBy }).report();
    await deps.records.cancelUnbegun(right, at.phase, request.recorded ? 'old' : null, trouble);
    deps.announce(request.id);
    return { then: 'again' };
  }
  const known = { ...request, repeats: request.retryOf !== null };
  const taking = request.apps.filter((app) => hasWorkIn(app, at, known));
  const missing = taking.filter((app) => app.phase !== at.phase || app.vote === null);
  if (missing.length > 0) {
    const apps = missing.map((app) => ({ appKey: app.app.appKey, ordinal: app.app.id }));
    const atMost = 'parallel' in request.request ? request.request.parallel : undefined;
    const fanOut = { then: 'fan-out', phase: at.phase, apps, together: taking.length } as const;
    return { ...fanOut, changes: request.exclusive, ...(atMost !== undefined && { atMost }) };
  }
  await deps.records.endPhase(right, at.phase, {});
  const failed = request.apps.find((app) => hasWorkIn(app, at, known) && app.vote === 'failed');
  phaseEnded(deps, request, at, failed ? (failed.trouble?.code ?? 'INTERNAL') : null);
  return { then: 'again', request: { ...request, phaseEnded: true } };
}

/** Number of apps shown as waiting when the whole request waits. */
const mostShown = 20;

/**
 * Works in the directories a request was accepted for: they are checked before, and again afterwards, since a volume may go
 * while it is read. All workers see what a phase made in them when it has ended. Throws as `require` of Directories does.
 */
async function inItsDirectories<T>(
  { directories, records, announce }: WorkerDeps,
  { id, request, directories: wanted, apps }: RequestRecord,
  phase: Phase,
  work: () => Promise<T>,
): Promise<T> {
  const required = (): Promise<void> =>
    directories.require(id, wanted, async (what) => {
      for (const { app, waiting } of apps.slice(0, mostShown))
        if (waiting?.for !== inEnglish(what).message)
          await records.wait({ requestId: id, appKey: app.appKey, phase, lease: null }, what);
      announce(id);
    });
  await required();
  const done = await work();
  await required();
  if (directoriesOf(request).length > 0) await directories.look();
  return done;
}

/** Runs a phase that runs once. Errors that put the job back into the queue are thrown; any other is stored and ends the phase. */
async function runOncePhase(
  deps: WorkerDeps,
  request: RequestRecord,
  { phase, batch }: PhaseRun,
  right: RequestLease,
  stops: Stops,
): Promise<void> {
  const signal = AbortSignal.any([stops.ending, stops.cancelled]);
  let trouble: ErrorReport | null = null;
  const begunAt = deps.now();
  let staged: Staged = {};
  try {
    if (request.cancelledBy !== null) throw new CodedError('CANCELLED', { by: request.cancelledBy });
    staged = await inItsDirectories(deps, request, phase, () =>
      runOnce({ deps, request, asked: request.request, fence: right.fence, signal }),
    );
  } catch (thrown) {
    const caught = asCodedError(signal.aborted ? signal.reason : thrown);
    if (requeued.has(caught.code)) throw caught;
    const named = await namingWhoCancelled(deps, request.id, caught);
    deps.log.warn(
      { ...logFields(request), phase, code: named.code, ...(caught.code === 'INTERNAL' ? { err: thrown } : {}) },
      named.message,
    );
    const host = typeof named.details.host === 'string' ? named.details.host : null;
    // Hosts and the databases of sources have been asked again while their error might pass: see whilePassing.
    const asked = host !== null || named.code === 'SOURCE_AWAY';
    const times = asked && named.kind === 'broken' ? deps.config.retry.attempts : 1;
    trouble = named.report(errorLocation(deps.now(), host, phase, times, begunAt));
  }
  // Before the phase ends: one that broke off in between is run again.
  if (staged.provenance) await deps.records.storeProvenance(right, staged.provenance);
  if (staged.apps?.length) await deps.records.storeApps(right, staged.apps);
  if (staged.programSums) await deps.records.storeProgramSums(right, staged.programSums);
  await deps.records.endPhase(right, phase, { ...withEarlierNotes(request, staged), trouble });
  phaseEnded(deps, request, { phase, batch }, trouble?.code ?? null);
}

/**
 * Advances a request from phase to phase, as far as it goes without waiting for hosts. Only the holder of the request lease
 * does so; the phase is stored before it begins, so the next holder continues where this one stopped.
 */
export async function advanceRequest(deps: WorkerDeps, requestId: string, stops: Stops): Promise<AdvanceResult> {
  const claim = { requestId, holder: deps.leaseRenewer.holder(), life: deps.config.lease.life };
  const right = await deps.records.acquireRequestLease(claim);
  if (!right) {
    const state = await deps.records.stateOf(requestId);
    if (state === null || state === 'settled') return { then: 'end' };
    throw new CodedError('HELD_ELSEWHERE', { what: `job ${requestId}` });
  }
  return await deps.leaseRenewer.withRequestLease(right, stops.ending, async (ending) => {
    let known: RequestRecord | undefined;
    for (;;) {
      const request = known ?? (await deps.records.request(requestId));
      // One in the wait queue has no lease: it is submitted when it gets one.
      if (!request || request.state === 'settled' || request.state === 'queued') return { then: 'end' };
      const advance =
        request.phase === null || request.phaseEnded
          ? await beginNextPhase(deps, request, right)
          : await continuePhase(deps, request, { phase: request.phase, batch: request.batch }, right, {
              ...stops,
              ending,
            });
      if (advance.then !== 'again') return advance;
      known = advance.request;
    }
  });
}
