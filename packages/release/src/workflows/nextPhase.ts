import type { Code, Phase, Request, RequestKind, Standing, ErrorReport } from '#contract';
import { workflows } from './workflows.js';
import { keepsForward, type HookApp } from '../model/hook.js';
import { hasHooks, hasHooksUndo, hasWrapUp } from './hookPhases.js';
import type { ResolvedStrategy } from './strategy.js';

/** One app as the rollout sees it. */
export interface AppProgress {
  app: HookApp;
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
  /** It repeats or finishes an earlier one for some of its apps: others may run what that one brought. */
  repeats?: boolean;
  /** The phase that has ended, or null when none has begun; `batch` tells which part of an activation. */
  ended: Phase | null;
  batch: number;
  /** The phase failed as a whole: the stage did. */
  failed: boolean;
  cancelled: boolean;
  rollout: Pick<ResolvedStrategy, 'policy' | 'maxFailures'>;
  apps: readonly AppProgress[];
}

/** Whether a request goes from batch to batch on hosts that it only visits: what runs is taken from users there for a moment. */
export const goesByBatches = (request: Request): boolean =>
  request.kind === 'service' && (request.operation === 'restart' || request.operation === 'reload');

/** Phases that come once an app was switched, or that leave nothing to be taken away. */
const hasBeenSwitched: ReadonlySet<Phase | null> = new Set<Phase>(['activate', 'undo', 'hooksUndo', 'wrapUp']);

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
  if (ended === 'visit' && goesByBatches(request) && goesToNextBatch(progress, ended)) return to('visit', batch + 1);
  if (ended === 'wrapUp') return to(withWorkIn(progress, 'hooksUndo') ?? 'settle');
  if (ended === 'undo') return to(phaseAfterUndo(progress));
  if (ended === 'hooksUndo') return to(request.kind === 'release' ? cleanupPhase(progress) : 'settle');
  const stops = ended !== null && failures(apps, ended) > 0 && !(ended === 'prepare' && goesOnWithout(progress));
  if (failed || cancelled || stops) {
    if (ended === 'hooks') return to(phaseAfterUndo(progress));
    return to(ended === 'prepare' ? cleanupPhase(progress) : 'settle');
  }
  const index = ended === null ? 0 : plan.phases.indexOf(ended) + 1;
  const following = plan.phases.slice(index).find((phase) => phase !== 'hooks' || withWorkIn(progress, phase));
  return to(following ?? 'settle', batch);
}

/** Nobody cancelled it, and no more hosts failed than may. */
const goesOn = ({ cancelled, rollout, apps }: Progress, phase: Phase): boolean =>
  !cancelled && failures(apps, phase) <= (rollout.policy === 'continue' ? Infinity : rollout.maxFailures);

const goesToNextBatch = (progress: Progress, phase: Phase): boolean =>
  goesOn(progress, phase) && progress.apps.some((app) => app.batch > progress.batch);

function afterBatch(progress: Progress): [Phase, number?] {
  const { batch, rollout } = progress;
  if (goesToNextBatch(progress, 'activate')) return ['activate', batch + 1];
  if (goesOn(progress, 'activate'))
    return [withWorkIn(progress, 'wrapUp') ?? withWorkIn(progress, 'hooksUndo') ?? 'settle'];
  if (rollout.policy === 'undo' && withWorkIn(progress, 'undo')) return ['undo'];
  return [phaseAfterUndo(progress)];
}

/** The phase where an app has something to do in it. */
const withWorkIn = (progress: Progress, phase: Phase): Phase | undefined =>
  progress.apps.some((app) => hasWorkIn(app, { phase, batch: 0 }, progress)) ? phase : undefined;

/** The phase that follows once no host goes back any more. */
const phaseAfterUndo = (progress: Progress): Phase => withWorkIn(progress, 'hooksUndo') ?? cleanupPhase(progress);

/** The phase that removes what was sent to hosts that will not be switched, if the action sends anything. */
function cleanupPhase(progress: Progress): Phase {
  const { discard } = workflows[progress.request.kind]?.pipelines ?? {};
  return (discard && withWorkIn(progress, 'discard')) ?? 'settle';
}

/** True when an app has something to do in a phase; stays so while the phase goes on. */
export function hasWorkIn(
  app: AppProgress,
  { phase, batch }: PhaseRun,
  known: Pick<Progress, 'request' | 'repeats' | 'apps'>,
): boolean {
  switch (phase) {
    case 'activate':
      return app.batch === batch && !(app.phase === 'prepare' && app.vote === 'failed');
    case 'visit':
      return !goesByBatches(known.request) || app.batch === batch;
    case 'undo':
      // A host that could not be asked may have been switched.
      return (
        app.phase === 'undo' ||
        (app.phase === 'activate' &&
          (app.standing === 'new' || app.standing === 'unknown') &&
          !keepsForward({ app: app.app, request: known.request }))
      );
    case 'hooks':
      return hasHooks(app, known);
    case 'wrapUp':
      return hasWrapUp(app, known);
    case 'hooksUndo':
      return hasHooksUndo(app, known);
    case 'discard':
      // Where nothing ever began there is nothing to take away.
      return app.step !== null && !hasBeenSwitched.has(app.phase);
    default:
      return true;
  }
}

/** True for a phase whose work is done app by app. */
export function isPerApp(kind: RequestKind, phase: Phase): boolean {
  return workflows[kind]?.pipelines[phase] !== undefined;
}
