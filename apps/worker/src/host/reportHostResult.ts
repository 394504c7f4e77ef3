import { Trouble, type Standing, type TroubleReport } from '#contract';
import { mergeFacts, type Next, type StepRecord } from '#release';
import type { WorkerDeps } from '../state/dependencies.js';
import { targetKeyOf, type HostPhase } from './hostPhase.js';
import { columnsOfEnd } from './deployColumns.js';
import { findings } from './findings.js';

type End = Extract<Next, { do: 'end' }>;

/** The host is in other hands: what stands there now is theirs, and nobody here knows it. */
const elsewhere: ReadonlySet<string> = new Set(['FENCE_OLD', 'INSTALLATION_OTHER']);

/** What a look found after going back had failed; nobody knows where there was none. */
function standingSeen(history: readonly StepRecord[]): Standing {
  const { look_processes: processes, look_home: home } = mergeFacts(history);
  if (processes === undefined) return 'unknown';
  const unhealthy = history.findLast(({ trouble }) => trouble?.code === 'HEALTH_FAILED')?.step;
  if (processes === '0' || unhealthy === (home === 'yes' ? 'probeAgain' : 'probe')) return 'down';
  return home === 'yes' ? 'restored' : 'unknown';
}

/** Where an app stands when a phase has come to its end on it; `history` is what was done in that phase. */
export function standingOf({ request, job }: HostPhase, end: End, history: readonly StepRecord[]): Standing | null {
  if (!request.recorded) return null;
  if (job.phase !== 'activate' && job.phase !== 'undo') return 'old';
  if (end.outcome === 'done') return job.phase === 'activate' ? 'new' : 'restored';
  if (end.undo === 'unreached' || (end.undo === 'failed' && elsewhere.has(end.trouble.code))) return 'unknown';
  if (end.undo !== 'done') return standingSeen(history);
  return mergeFacts(history).untouched === 'yes' ? 'old' : 'restored';
}

/** Where an app stands after something nobody expected: before activation nothing was switched, afterwards nobody knows. */
export function standingAfterSurprise({ request, job }: HostPhase): Standing | null {
  if (!request.recorded) return null;
  return job.phase === 'activate' || job.phase === 'undo' ? 'unknown' : 'old';
}

/** An app that did well and was put back all the same has its reason elsewhere. */
async function reasonOf(
  deps: WorkerDeps,
  { request, job }: HostPhase,
  trouble: TroubleReport | null,
): Promise<TroubleReport | null> {
  if (trouble || job.phase !== 'undo') return trouble;
  const failed = await deps.records.troubledApps(request.id);
  if (failed.length === 0) return new Trouble('CANCELLED', { by: request.cancelledBy ?? 'a caller' }).report();
  return new Trouble('UNDONE', { apps: failed }).report();
}

/** Votes for the app: how the phase ended on it, where it stands, and what its record says from now on. */
export async function reportHostResult(
  deps: WorkerDeps,
  hostPhase: HostPhase,
  standing: Standing | null,
  trouble: TroubleReport | null,
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
