import { releaseStampIn } from '#contract';
import type { DirectoriesByMaker, RollbackDirectories } from '../model/step.js';

/** One finished release or rollback of an app, oldest first in a list. Paths are where things lay when it ended. */
export interface PastRelease {
  randomStr: string;
  /** The job that made it; null for the original's. */
  requestId: string | null;
  programBefore: string | null;
  configBefore: string | null;
  /** The directory of the program that was live, before it was moved aside (nested layout). */
  programRealBefore: string | null;
  programAfter: string | null;
  configAfter: string | null;
  /** Its begin and end, as far as its record tells. */
  startedAt: Date | null;
  endedAt: Date | null;
  isRollback: boolean;
  rollStatus: number;
  /** Ended with the application running. */
  good: boolean;
  /** A rollback left it behind: it is no place to go back to, and not kept as a good release. */
  bad: boolean;
}

/**
 * Only what a current link of ours says: an app may lie below a directory of any name. The original's columns hold 64 characters, so
 * the end of it may be missing.
 */
const isOurs = (path: string | null): boolean =>
  path !== null && /\/\.rexflow\/[^/]*(\/(l|li|liv|live|live\/[a-z]*)?)?$/.test(path);

/**
 * A history in which no path is the text of a link of ours. The original records what it reads of that link, which is
 * `…/.rexflow/<app>/live/program` where we released before it: that led to what the record before had made live. A path whose
 * meaning the history does not hold stays as it is; the host follows it, or refuses it.
 */
export function withoutOurLinks(history: readonly PastRelease[]): PastRelease[] {
  return history.map((record, at) => {
    const { programBefore, configBefore } = record;
    const last = history[at - 1];
    if (!last?.programAfter || !(isOurs(programBefore) || isOurs(configBefore))) return record;
    return {
      ...record,
      programBefore: isOurs(programBefore) ? last.programAfter : programBefore,
      configBefore: isOurs(configBefore) ? last.configAfter : configBefore,
    };
  });
}

/** The directories a rollback goes back to, and the record that says so. */
export interface RollbackChoice {
  target: RollbackDirectories;
  source: PastRelease;
}

/** A rollback, and the releases it concerns. */
export interface RollbackRoute extends RollbackChoice {
  /** The release that made what is live now and is left behind; null when the history does not know it. */
  left: PastRelease | null;
  /** The release that made the target; null when the history does not know it. */
  maker: PastRelease | null;
}

const beforeOf = (record: PastRelease): RollbackDirectories => ({
  program: record.programBefore!,
  config: record.configBefore,
});

/** The release that made a directory, also when the directory was moved aside later. */
function makerOf(history: readonly PastRelease[], directory: string): PastRelease | null {
  const cameFrom = history.findLast((record) => record.programBefore === directory && record.programRealBefore);
  const identity = cameFrom?.programRealBefore ?? directory;
  return history.findLast((record) => !record.isRollback && record.programAfter === identity) ?? null;
}

/**
 * The release before one that found nothing live, as where `.rexflow` had been removed: what the record before it had left.
 */
function leftBefore(history: readonly PastRelease[], maker: PastRelease): RollbackChoice | null {
  const earlier = history.slice(0, history.indexOf(maker)).findLast(({ programAfter }) => programAfter !== null);
  return earlier ? { target: { program: earlier.programAfter!, config: earlier.configAfter }, source: maker } : null;
}

/** The release that was live before the one that made a directory, good or bad. */
function before(history: readonly PastRelease[], live: string): RollbackChoice | null {
  const maker = makerOf(history, live);
  if (maker?.programBefore) return { target: beforeOf(maker), source: maker };
  if (maker) return leftBefore(history, maker);
  // Live before some release, made by none of them: the oldest there is. Anything newer would be a way forward.
  if (history.some((record) => record.programBefore === live)) return null;
  const newest = history.findLast((record) => record.programBefore && record.programBefore !== live);
  return newest ? { target: beforeOf(newest), source: newest } : null;
}

/**
 * The target of a plain rollback (`rollstatus=0`): what was live before the release that is live now came. It goes by
 * the release that made the live directory, not by the newest record, so two rollbacks in a row go back two releases, and
 * it passes over releases that a rollback left behind. A directory that was moved aside is followed to where it came
 * from. Null when the history holds nothing before it; a live directory the history does not know at all goes back to what
 * was live before the newest record.
 */
export function previousRelease(history: readonly PastRelease[], live: string): RollbackChoice | null {
  const seen = new Set([live]);
  let choice = before(history, live);
  while (choice && makerOf(history, choice.target.program)?.bad) {
    const { program } = choice.target;
    if (seen.has(program)) return null;
    seen.add(program);
    choice = before(history, program);
  }
  return choice;
}

/** A release as a caller names it: by the job that made it, or, for the original's, by the stamp its directories carry. */
export interface ReleaseName {
  requestId: string | null;
  stamp: string | null;
}

/**
 * The target of `to`: where that release lies now, also after it was moved aside. Null when this app was no part of it.
 */
export function namedRelease(
  history: readonly PastRelease[],
  { requestId, stamp }: ReleaseName,
): RollbackChoice | null {
  const record = history.findLast(
    (past) =>
      !past.isRollback &&
      past.programAfter !== null &&
      (requestId === null ? past.programAfter.endsWith(`_${stamp}`) : past.requestId === requestId),
  );
  if (!record) return null;
  const aside = history.findLast((past) => past.programRealBefore === record.programAfter);
  const program = aside?.programBefore ?? record.programAfter!;
  return { target: { program, config: record.configAfter }, source: record };
}

/** The attempts at one release: their ids, and the stamps that name the directories they made. */
export interface Attempts {
  ids: ReadonlySet<string>;
  stamps: ReadonlySet<string>;
}

/**
 * The target of an undo: what was live before the attempts at the release that is undone. `later` when something else is live by now,
 * or none of them switched this app; null when the history holds nothing before them. Where nothing is live, as where `.rexflow`
 * had been removed, the newest record says what was.
 */
export function beforeAttempt(
  history: readonly PastRelease[],
  attempts: Attempts,
  live: string,
): RollbackChoice | 'later' | null {
  // One that failed and was put back ended where it began: it made nothing live.
  const switches = history.filter(({ programBefore, programAfter }) => programBefore !== programAfter);
  const isAttempt = ({ requestId }: PastRelease): boolean => requestId !== null && attempts.ids.has(requestId);
  let record = switches.findLast(({ programAfter }) => (live === '' ? programAfter !== null : programAfter === live));
  if (!record || !isAttempt(record)) return 'later';
  // A retry may have come over an attempt: that one is to be undone, too.
  while (record !== undefined) {
    const choice: RollbackChoice | null = record.programBefore
      ? { target: beforeOf(record), source: record }
      : leftBefore(history, record);
    if (!choice) return null;
    const earlier: PastRelease[] = switches.slice(0, switches.indexOf(record));
    record = earlier.findLast(({ programAfter }) => programAfter === choice.target.program);
    const stamp = releaseStampIn(choice.target.program);
    if (record ? !isAttempt(record) : stamp === null || !attempts.stamps.has(stamp)) return choice;
  }
  return null;
}

/** The releases that a rollback from `live` to a choice concerns. */
export function rollbackRoute(history: readonly PastRelease[], live: string, choice: RollbackChoice): RollbackRoute {
  return { ...choice, left: makerOf(history, live), maker: makerOf(history, choice.target.program) };
}

/** The target an operator marked with rollStatus 1 (`rollstatus=1`): exactly one record may be marked. */
export function markedRelease(history: readonly PastRelease[]): RollbackChoice | 'none' | 'several' {
  const marked = history.filter((record) => record.rollStatus === 1 && record.programBefore);
  if (marked.length > 1) return 'several';
  return marked[0] ? { target: beforeOf(marked[0]), source: marked[0] } : 'none';
}

/**
 * Release directories that may go: all rexflow made for this app but the live one, the one before it, and those of the
 * newest `keep` good releases. Paths moved aside count as what they were. `abandoned` are directories of attempts that came
 * to nothing and may not have been taken away then.
 */
export function expiredDirectories(
  history: readonly PastRelease[],
  live: RollbackDirectories,
  keep: number,
  abandoned: readonly string[] = [],
): string[] {
  const previous = previousRelease(history, live.program);
  const kept = new Set<string | null>([live.program, live.config]);
  if (previous) [previous.target.program, previous.target.config].forEach((path) => kept.add(path));
  const good = history.filter((record) => record.good && !record.bad && !record.isRollback);
  for (const record of good.slice(-keep)) {
    [record.programAfter, record.configAfter].forEach((path) => kept.add(path));
    const aside = history.find((other) => other.programRealBefore === record.programAfter);
    if (aside) kept.add(aside.programBefore);
  }
  const made = history
    .filter((record) => record.requestId !== null)
    .flatMap((record) => [
      ...(record.isRollback ? [] : [record.programAfter, record.configAfter]),
      record.programRealBefore ? record.programBefore : null,
    ]);
  return paths([...made, ...abandoned]).filter((path) => !kept.has(path));
}

const paths = (some: readonly (string | null)[]): string[] => [
  ...new Set(some.filter((path): path is string => path !== null && path !== '')),
];

/**
 * The directories that the whole history of an app names, by who made them; `abandoned` came to nothing and are ours. Of a host that the
 * app has left, `here` are the releases (randomStr) that were made there.
 */
export function directoriesByMaker(
  history: readonly PastRelease[],
  abandoned: readonly string[] = [],
  here: ReadonlySet<string> | null = null,
): DirectoriesByMaker {
  const all = history.filter((record) => record.requestId !== null && !record.isRollback);
  const made = all.filter(({ randomStr }) => here?.has(randomStr) ?? true);
  const programs = new Set(made.map(({ programAfter }) => programAfter));
  const moved = history.filter(({ programRealBefore: from }) => from !== null && programs.has(from));
  const ours = paths([
    ...made.flatMap(({ programAfter, configAfter }) => [programAfter, configAfter]),
    ...moved.map(({ programBefore }) => programBefore),
    ...abandoned,
  ]);
  const elsewhere = paths(all.flatMap(({ programAfter, configAfter }) => [programAfter, configAfter])).filter(
    (path) => !ours.includes(path),
  );
  const known = new Set([...ours, ...elsewhere]);
  const named = history.flatMap((one) => [one.programBefore, one.configBefore, one.programAfter, one.configAfter]);
  return { ours, others: paths(named).filter((path) => !known.has(path)), elsewhere };
}
