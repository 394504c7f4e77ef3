import type { Target } from './step.js';

/** One finished release or rollback of an app, oldest first in a list. Paths are where things lay when it ended. */
export interface PastRelease {
  randomStr: string;
  programBefore: string | null;
  configBefore: string | null;
  /** Where the program that was live lay before it was moved aside (nested layout). */
  programRealBefore: string | null;
  programAfter: string | null;
  configAfter: string | null;
  isRollback: boolean;
  rollStatus: number;
  /** Ended with the application running. */
  good: boolean;
  /** Made by rexflow, not by the original. */
  own: boolean;
}

/** What a rollback goes back to, and the record that says so. */
export interface RollbackChoice {
  target: Target;
  source: PastRelease;
}

const asTarget = (record: PastRelease): Target => ({ program: record.programBefore!, config: record.configBefore });

/**
 * The target of a plain rollback (`rollstatus=0`): what was live before the release that is live now came. It goes by
 * the release that made the live directory, not by the newest record, so two rollbacks in a row go back two releases.
 * A directory that was moved aside is followed to where it came from. Null when the history holds nothing before it; a
 * live directory the history does not know at all goes back to what was live before the newest record.
 */
export function previousRelease(history: readonly PastRelease[], live: string): RollbackChoice | null {
  const cameFrom = history.findLast((record) => record.programBefore === live && record.programRealBefore);
  const identity = cameFrom?.programRealBefore ?? live;
  const maker = history.findLast((record) => !record.isRollback && record.programAfter === identity);
  if (maker?.programBefore) return { target: asTarget(maker), source: maker };
  // Live before some release, made by none of them: the oldest there is. Anything newer would be a way forward.
  if (maker || history.some((record) => record.programBefore === live)) return null;
  const newest = history.findLast((record) => record.programBefore && record.programBefore !== live);
  return newest ? { target: asTarget(newest), source: newest } : null;
}

/** The target an operator marked with rollStatus 1 (`rollstatus=1`): exactly one record may be marked. */
export function markedRelease(history: readonly PastRelease[]): RollbackChoice | 'none' | 'several' {
  const marked = history.filter((record) => record.rollStatus === 1 && record.programBefore);
  if (marked.length > 1) return 'several';
  return marked[0] ? { target: asTarget(marked[0]), source: marked[0] } : 'none';
}

/**
 * Release directories that may go: all rexflow made for this app but the live one, the one before it, and those of the
 * newest `keep` good releases. Paths moved aside count as what they were.
 */
export function expiredDirectories(history: readonly PastRelease[], live: Target, keep: number): string[] {
  const previous = previousRelease(history, live.program);
  const kept = new Set<string | null>([live.program, live.config]);
  if (previous) [previous.target.program, previous.target.config].forEach((path) => kept.add(path));
  const good = history.filter((record) => record.good && !record.isRollback);
  for (const record of good.slice(-keep)) {
    [record.programAfter, record.configAfter].forEach((path) => kept.add(path));
    const aside = history.find((other) => other.programRealBefore === record.programAfter);
    if (aside) kept.add(aside.programBefore);
  }
  const made = history
    .filter((record) => record.own)
    .flatMap((record) => [
      ...(record.isRollback ? [] : [record.programAfter, record.configAfter]),
      record.programRealBefore ? record.programBefore : null,
    ]);
  return [...new Set(made)].filter((path): path is string => path !== null && path !== '' && !kept.has(path));
}
