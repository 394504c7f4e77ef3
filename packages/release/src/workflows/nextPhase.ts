import type { Code, Phase, Request, RequestKind, Standing, ErrorReport } from '#contract';
import { workflows } from './workflows.js';
import type { ResolvedStrategy } from './strategy.js';

/** One app as the rollout sees it. */
export interface AppProgress {
  batch: number;
  phase: Phase | null;
  /** Its result in `phase`; null while it is at it. */
  vote: 'done' | 'failed' | null;
  /** The last step it began before it met trouble; null when it never began one. */
  step: string | null;
  standing: Standing | null;
  /** Why it voted so. */
  trouble: Pick<ErrorReport, 'code'> | null;
}

/** The progress of a request, seen from above. */
export interface Progress {
  request: Request;
  /** The phase that has ended, or null when none has begun; `batch` tells which part of an activation. */
  ended: Phase | null;
  batch: number;
  /** The phase failed as a whole: the stage did. */
  failed: boolean;
  cancelled: boolean;
  rollout: Pick<ResolvedStrategy, 'policy' | 'maxFailures'>;
  apps: readonly AppProgress[];
}

export interface PhaseRun {
  phase: Phase;
  batch: number;
}

const failures = (apps: readonly AppProgress[], phase: Phase): number =>
  apps.filter((app) => app.phase === phase && app.vote === 'failed').length;

/** Codes of a host that has nothing to go back to. */
const noWayBack: ReadonlySet<Code> = new Set(['NO_PREVIOUS', 'TARGET_GONE']);

/**
 * True when the others go on without the apps that failed to prepare. Only a rollback to what each ran before does, and only without
 * hosts that have nothing to go back to: what one has lost is no reason for the others to stay. Who names a release wants all of
 * them on it.
 */
function goesOnWithout({ request, apps }: Progress): boolean {
  const plain = request.kind === 'rollback' && (request.to.kind === 'previous' || request.to.kind === 'before');
  const held = apps.filter((app) => app.phase === 'prepare' && app.vote === 'failed');
  return plain && held.length < apps.length && held.every(({ trouble }) => trouble && noWayBack.has(trouble.code));
}

/**
 * The phase that follows. No host is switched unless every host voted for it: a failed or cancelled prepare leads to
 * discard, never to activate, but for a plain rollback of hosts that have nothing to go back to, which stay alone.
 * In activation each host that fails goes back by itself; when more have failed than may, or somebody cancelled, the batches that
 * have not begun never do, and with the policy `undo` every switched host goes back.
 */
export function nextPhase(progress: Progress): PhaseRun {
  const { request, ended, batch, failed, cancelled, apps } = progress;
  const plan = workflows[request.kind];
  const to = (phase: Phase, of = 0): PhaseRun => ({ phase, batch: of });
  if (!plan || ended === 'discard') return to('settle');
  if (ended === 'activate') return to(...afterBatch(progress));
  if (ended === 'undo') return to(cleanupPhase(progress));
  const stops = ended !== null && failures(apps, ended) > 0 && !(ended === 'prepare' && goesOnWithout(progress));
  if (failed || cancelled || stops) {
    return to(ended === 'prepare' ? cleanupPhase(progress) : 'settle');
  }
  const index = ended === null ? 0 : plan.phases.indexOf(ended) + 1;
  return to(plan.phases[index] ?? 'settle', batch);
}

function afterBatch(progress: Progress): [Phase, number?] {
  const { batch, cancelled, rollout, apps } = progress;
  const tolerated = rollout.policy === 'continue' ? Infinity : rollout.maxFailures;
  const further = apps.some((app) => app.batch > batch);
  if (!cancelled && failures(apps, 'activate') <= tolerated) return further ? ['activate', batch + 1] : ['settle'];
  if (rollout.policy === 'undo' && apps.some((app) => hasWorkIn(app, { phase: 'undo', batch: 0 }))) return ['undo'];
  return [cleanupPhase(progress)];
}

/** The phase that removes what was sent to hosts that will not be switched, if the action sends anything. */
function cleanupPhase({ request, apps }: Progress): Phase {
  const waiting = apps.some((app) => hasWorkIn(app, { phase: 'discard', batch: 0 }));
  return waiting && workflows[request.kind]?.pipelines.discard ? 'discard' : 'settle';
}

/** True when an app has something to do in a phase; stays so while the phase goes on. */
export function hasWorkIn(app: AppProgress, { phase, batch }: PhaseRun): boolean {
  switch (phase) {
    case 'activate':
      return app.batch === batch && !(app.phase === 'prepare' && app.vote === 'failed');
    case 'undo':
      // A host that could not be asked may have been switched.
      return (
        app.phase === 'undo' || (app.phase === 'activate' && (app.standing === 'new' || app.standing === 'unknown'))
      );
    case 'discard':
      // Where nothing ever began there is nothing to take away.
      return app.step !== null && app.phase !== 'activate' && app.phase !== 'undo';
    default:
      return true;
  }
}

/** True for a phase whose work is done app by app. */
export function isPerApp(kind: RequestKind, phase: Phase): boolean {
  return workflows[kind]?.pipelines[phase] !== undefined;
}
