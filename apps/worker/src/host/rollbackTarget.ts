import { CodedError, type Details, type RollbackTo } from '#contract';
import {
  beforeAttempt,
  markedRelease,
  namedRelease,
  previousRelease,
  rollbackRoute,
  type App,
  type Observation,
  type PastRelease,
  type RollbackChoice,
} from '#release';
import type { WorkerDeps } from '../state/dependencies.js';

/** What an app ran before the release that is undone. Throws RELEASED_SINCE: one that waited may find that something else runs. */
async function chooseBefore(
  deps: WorkerDeps,
  release: string,
  app: App,
  history: readonly PastRelease[],
  live: string,
): Promise<RollbackChoice | null> {
  const attempts = await deps.records.attemptsOf(release);
  const ids = new Set(attempts.map(({ id }) => id));
  const stamps = new Set(attempts.map(({ stamp }) => stamp));
  const choice = beforeAttempt(history, { ids, stamps }, live);
  if (choice === 'later') {
    const apps = [`${app.appKey} runs ${live || 'nothing that is known'}, which it has not made live`];
    throw new CodedError('RELEASED_SINCE', { job: release, apps });
  }
  return choice;
}

/** The release an app goes back to. Throws NO_PREVIOUS, RELEASE_UNKNOWN, RELEASED_SINCE. */
async function choose(
  deps: WorkerDeps,
  to: RollbackTo,
  app: App,
  history: readonly PastRelease[],
  live: string,
): Promise<RollbackChoice> {
  const none = (details: Details): CodedError => new CodedError('NO_PREVIOUS', { app: app.appKey, ...details });
  if (to.kind === 'release') {
    const name = await deps.records.releaseNamed(to.id);
    const choice = name && namedRelease(history, name);
    if (!choice) throw new CodedError('RELEASE_UNKNOWN', { to: to.id, apps: [app.appKey] });
    return choice;
  }
  if (to.kind === 'marked') {
    const marked = markedRelease(history);
    if (marked === 'none') throw none({ reason: 'no record is marked with rollStatus 1' });
    if (marked === 'several') throw none({ reason: 'more than one record is marked with rollStatus 1' });
    return marked;
  }
  const choice =
    to.kind === 'before' ? await chooseBefore(deps, to.release, app, history, live) : previousRelease(history, live);
  if (!choice) throw none({ reason: `its records hold nothing before ${live || 'its first release'}` });
  return choice;
}

/**
 * Completes the observation of a host with the directories its rollback goes back to: a named release, the record an operator
 * marked, the release before the one that is live there, or what was live before a named one.
 */
export async function chooseTarget(
  deps: WorkerDeps,
  to: RollbackTo,
  app: App,
  seen: Observation,
): Promise<Observation> {
  const live = seen.facts.program_before ?? '';
  const history = await deps.records.pastReleases(app.appKey);
  try {
    const { target, source, left, maker } = rollbackRoute(history, live, await choose(deps, to, app, history, live));
    return {
      facts: {
        ...seen.facts,
        target_program: target.program,
        target_config: app.layout === 'separate' ? (target.config ?? '') : '',
        target_record: source.randomStr,
        // A rollback that is undone says nothing against the release it had gone back to.
        left_record: to.kind === 'before' && source.isRollback ? '' : (left?.randomStr ?? ''),
        maker_record: maker?.randomStr ?? '',
      },
      trouble: null,
    };
  } catch (thrown) {
    if (!(thrown instanceof CodedError) || thrown.kind === 'broken') throw thrown;
    return { facts: seen.facts, trouble: { code: thrown.code, details: thrown.details } };
  }
}
