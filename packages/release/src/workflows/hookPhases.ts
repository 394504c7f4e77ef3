import { hooksAt, hooksUndoing, onceFor, type HookApp } from '../model/hook.js';
import type { AppProgress, Progress } from './nextPhase.js';

type Known = Pick<Progress, 'request' | 'repeats' | 'apps'>;

const appsOf = ({ apps }: Known): HookApp[] => apps.map(({ app }) => app);

/** True when an app runs what runs once for its group before anything is switched. */
export const hasHooks = ({ app }: AppProgress, known: Known): boolean =>
  known.request.kind === 'release' && onceFor(app, appsOf(known), hooksAt(app, 'before-switch', 'once')).length > 0;

/** True when an app has something to do once all of them run what was asked for. */
export function hasWrapUp({ app }: AppProgress, known: Known): boolean {
  const isThrough = ({ phase, vote }: AppProgress): boolean =>
    phase === 'wrapUp' || (phase === 'activate' && vote === 'done');
  const hooks = hooksAt(app, 'after-all');
  if (hooks.length === 0 || !known.apps.every(isThrough)) return false;
  return hooks.some(({ run }) => run === 'each') || onceFor(app, appsOf(known), hooks).length > 0;
}

/**
 * True when an app has to make undone what ran once, or what that needed has to go from its host: none of its group runs the new
 * release any more. Of an undo that is asked for: all of them run what they ran before.
 */
export function hasHooksUndo(one: AppProgress, known: Known): boolean {
  const { app, phase, vote } = one;
  if (phase === 'hooksUndo') return true;
  const undoing = hooksUndoing(app);
  if (undoing.length === 0) return false;
  const group = known.apps.filter((other) => other.app.group === app.group);
  const { request } = known;
  if (request.kind === 'rollback') {
    const isBack = (other: AppProgress): boolean => other.vote === 'done' && other.standing === 'new';
    return request.to.kind === 'before' && group.every(isBack) && onceFor(app, appsOf(known), undoing).length > 0;
  }
  if (
    request.kind !== 'release' ||
    known.repeats ||
    group.some(({ standing }) => standing === 'new' || standing === 'unknown')
  )
    return false;
  return phase === 'hooks' ? vote === 'done' : phase === 'activate' || phase === 'undo';
}
