import { asCodedError, CodedError, inEnglish } from '#contract';
import type { AppJob, WorkSlot, Stops } from '#queue';
import type { TargetRecord, Lease, RequestHead } from '#records';
import { workflows } from '#release';
import { logFields } from '../telemetry/logFields.js';
import { namingWhoCancelled } from '../state/canceller.js';
import type { WorkerDeps } from '../state/dependencies.js';
import { errorLocation as metAt } from '../telemetry/errorLocation.js';
import { requeued, type HostPhase } from './hostPhase.js';
import { reportHostResult, standingAfterSurprise } from './reportHostResult.js';
import { holdLease } from './holdLease.js';
import { runPipeline } from './runPipeline.js';

/** The request and the record of its target, or null when the job has nothing left to do. */
async function find(deps: WorkerDeps, job: AppJob): Promise<{ request: RequestHead; record: TargetRecord } | null> {
  const part = await deps.records.part(job);
  if (!part) return null;
  const { request, record } = part;
  if (request.state === 'settled' || request.phase !== job.phase || request.phaseEnded) return null;
  return record.phase === job.phase && record.vote !== null ? null : { request, record };
}

/** Requires the store the request's bundle was sealed in. Throws as `require` of Directories does. */
async function requireStore(
  { directories, records }: WorkerDeps,
  { request, record, job, lease }: HostPhase,
): Promise<void> {
  const { store } = request.directories;
  if (request.request.kind !== 'release' || job.phase !== 'prepare' || !store) return;
  await directories.require(`${request.id} ${record.app.appKey}`, { store }, async (what) => {
    if (record.waiting?.for !== inEnglish(what).message) await records.wait({ ...job, lease }, what);
  });
}

async function runHoldingLease(
  deps: WorkerDeps,
  job: AppJob,
  lease: Lease | null,
  stops: Stops,
  place: WorkSlot,
): Promise<void> {
  const found = await find(deps, job);
  if (!found) return;
  const { request, record } = found;
  const begunAt = deps.now();
  const hostPhase: HostPhase = {
    ...found,
    job,
    lease,
    stops,
    place,
    pipeline: workflows[request.request.kind]!.pipelines[job.phase]!,
  };
  try {
    await requireStore(deps, hostPhase);
    await runPipeline(deps, hostPhase);
  } catch (thrown) {
    const caught = asCodedError(stops.ending.aborted ? stops.ending.reason : thrown);
    const trouble = await namingWhoCancelled(deps, request.id, caught);
    if (trouble.kind === 'broken' || requeued.has(trouble.code)) throw trouble;
    deps.log.error({ ...logFields(request, record.app), phase: job.phase, err: thrown }, trouble.message);
    const report = trouble.report(metAt(deps.now(), record.app.host, record.step ?? job.phase, 1, begunAt));
    await reportHostResult(deps, hostPhase, standingAfterSurprise(hostPhase), report, []);
  }
}

/**
 * Runs one phase of a request on one app, holding its lease if the request has one. Returns when the host result is stored;
 * throws when the phase shall be tried again.
 */
export async function runHostPhase(deps: WorkerDeps, job: AppJob, stops: Stops, place: WorkSlot): Promise<void> {
  const begunAt = deps.now();
  const lease = await holdLease(deps, job, stops.ending);
  if (lease !== 'lost') {
    return await deps.leaseRenewer.withLease(lease, stops.ending, (ending) =>
      runHoldingLease(deps, job, lease, { ...stops, ending }, place),
    );
  }
  const found = await find(deps, job);
  if (!found) return;
  const { request, record } = found;
  if (!request.exclusive) return await runHoldingLease(deps, job, null, stops, place);
  const trouble = new CodedError('LEASE_LOST', { app: job.appKey });
  const report = trouble.report(metAt(deps.now(), record.app.host, record.step ?? job.phase, 1, begunAt));
  await deps.records.abandonTarget(job, report);
  deps.announce(request.id);
}
