import { CodedError, type Standing, type ErrorReport } from '#contract';
import { keepsForward, mergeFacts, type Next, type StepRecord } from '#release';
import type { WorkerDeps } from '../state/dependencies.js';
import { targetKeyOf, type HostPhase } from './hostPhase.js';
import { columnsOfEnd } from './deployColumns.js';
import { findings } from './findings.js';

type End = Extract<Next, { do: 'end' }>;

/** Codes of a host that has another holder by now: what is live there is not known here. */
const elsewhere: ReadonlySet<string> = new Set(['FENCE_OLD', 'INSTALLATION_OTHER']);

/** The standing that a check found after the undo had failed, or where the host was to stay; unknown if there was no check. */
function standingSeen(history: readonly StepRecord[], stays: boolean): Standing {
  const { look_processes: processes, look_home: home } = mergeFacts(history);
  if (processes === undefined) return 'unknown';
  const unhealthy = history.findLast(({ trouble }) => trouble?.code === 'HEALTH_FAILED')?.step;
  if (processes === '0' || unhealthy === (home === 'yes' ? 'probeAgain' : 'probe')) return 'down';
  return home === 'yes' ? 'restored' : stays ? 'new' : 'unknown';
}

/** The standing of an app when a phase has ended on it; `history` holds the steps of that phase. */
export function standingOf(
  { request, record, job }: HostPhase,
  end: End,
  history: readonly StepRecord[],
): Standing | null {
  if (request.request.kind === 'remove' && end.outcome === 'done') return 'removed';
  if (!request.recorded || job.phase === 'wrapUp' || job.phase === 'hooksUndo') return null;
  if (job.phase !== 'activate' && job.phase !== 'undo') return 'old';
  if (end.outcome === 'done') return job.phase === 'activate' ? 'new' : 'restored';
  if (end.undo === 'unreached' || (end.undo === 'failed' && elsewhere.has(end.trouble.code))) return 'unknown';
  if (end.undo !== 'done') return standingSeen(history, keepsForward({ app: record.app, request: request.request }));
  return mergeFacts(history).untouched === 'yes' ? 'old' : 'restored';
}

/** The standing of an app after an unexpected error: before activation nothing was switched, afterwards it is unknown. */
export function standingAfterSurprise({ request, job }: HostPhase): Standing | null {
  if (!request.recorded || job.phase === 'wrapUp' || job.phase === 'hooksUndo') return null;
  return job.phase === 'activate' || job.phase === 'undo' ? 'unknown' : 'old';
}

/** The error of an app; one that succeeded and was undone all the same gets the reason of the others. */
async function reasonOf(
  deps: WorkerDeps,
  { request, job }: HostPhase,
  trouble: ErrorReport | null,
): Promise<ErrorReport | null> {
  if (trouble || job.phase !== 'undo') return trouble;
  const failed = await deps.records.troubledApps(request.id);
  if (failed.length === 0) return new CodedError('CANCELLED', { by: request.cancelledBy ?? 'a caller' }).report();
  return new CodedError('UNDONE', { apps: failed }).report();
}

/** Stores the host result: the outcome of the phase on the app, its standing, and the columns of its record. */
export async function reportHostResult(
  deps: WorkerDeps,
  hostPhase: HostPhase,
  standing: Standing | null,
  trouble: ErrorReport | null,
  history: readonly StepRecord[],
): Promise<void> {
  const { request, record, job } = hostPhase;
  const facts = await findings(deps, request, record.app, history, trouble);
  const reason = await reasonOf(deps, hostPhase, trouble);
  const closes = request.recorded && job.phase !== 'discard';
  const [row] = closes && job.phase === 'activate' ? await deps.records.deployRows([record.randomStr]) : [];
  await deps.records.storeHostResult(targetKeyOf(hostPhase), {
    vote: trouble ? 'failed' : 'done',
    standing,
    trouble: reason,
    step: history.find((past) => past.state === 'failed')?.step,
    ...(facts ? { facts } : {}),
    deploy: closes
      ? {
          randomStr: record.randomStr,
          values: columnsOfEnd(job.phase, reason, row, request.request.kind === 'rollback', deps.now()),
        }
      : null,
  });
  deps.announce(request.id);
}
