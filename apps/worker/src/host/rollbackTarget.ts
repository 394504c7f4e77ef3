import { Trouble, type Details } from '#contract';
import type { RequestHead } from '#records';
import {
  markedRelease,
  namedRelease,
  previousRelease,
  routeOf,
  type App,
  type Observation,
  type PastRelease,
  type RollbackChoice,
} from '#release';
import type { House } from '../state/house.js';

/** Throws NO_PREVIOUS, RELEASE_UNKNOWN. */
async function choose(
  house: House,
  request: RequestHead,
  app: App,
  history: readonly PastRelease[],
  live: string,
): Promise<RollbackChoice> {
  const { to, rollstatus } = request.parameters;
  const none = (details: Details): Trouble => new Trouble('NO_PREVIOUS', { app: app.appKey, ...details });
  if (to !== undefined) {
    const name = await house.records.releaseNamed(to);
    const choice = name && namedRelease(history, name);
    if (!choice) throw new Trouble('RELEASE_UNKNOWN', { to, apps: [app.appKey] });
    return choice;
  }
  if (rollstatus === '1') {
    const marked = markedRelease(history);
    if (marked === 'none') throw none({ reason: 'no record is marked with rollStatus 1' });
    if (marked === 'several') throw none({ reason: 'more than one record is marked with rollStatus 1' });
    return marked;
  }
  const choice = previousRelease(history, live);
  if (!choice) throw none({ reason: `its records hold nothing before ${live || 'its first release'}` });
  return choice;
}

/**
 * Completes what was seen of a host with the directories a rollback of it goes back to: a release named by `to`, the record
 * an operator marked (`rollstatus=1`), or what was live before the release that is live there.
 */
export async function chooseTarget(
  house: House,
  request: RequestHead,
  app: App,
  seen: Observation,
): Promise<Observation> {
  const live = seen.facts.program_before ?? '';
  const history = await house.records.pastReleases(app.appKey);
  try {
    const { target, source, left, maker } = routeOf(history, live, await choose(house, request, app, history, live));
    return {
      facts: {
        ...seen.facts,
        target_program: target.program,
        target_config: app.layout === 'separate' ? (target.config ?? '') : '',
        target_record: source.randomStr,
        left_record: left?.randomStr ?? '',
        maker_record: maker?.randomStr ?? '',
      },
      trouble: null,
    };
  } catch (thrown) {
    if (!(thrown instanceof Trouble) || thrown.kind === 'broken') throw thrown;
    return { facts: seen.facts, trouble: { code: thrown.code, details: thrown.details } };
  }
}
