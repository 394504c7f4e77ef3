import type { RequestRecord } from '#records';
import { markedRelease, previousRelease, type App, type Observation, type RollbackChoice } from '#release';
import type { House } from './house.js';

/**
 * Completes what was seen of a host with the directories a rollback of it goes back to: by the release that is live
 * there (`rollstatus=0`), or by the record an operator marked (`rollstatus=1`).
 */
export async function chooseTarget(
  house: House,
  request: RequestRecord,
  app: App,
  seen: Observation,
): Promise<Observation> {
  const refuse = (reason: string): Observation => ({
    facts: seen.facts,
    trouble: { code: 'NO_PREVIOUS', details: { app: app.appKey, reason } },
  });
  const history = await house.records.pastReleases(app.appKey);
  let choice: RollbackChoice | null;
  if (request.parameters.rollstatus === '1') {
    const marked = markedRelease(history);
    if (marked === 'none') return refuse('no record is marked with rollStatus 1');
    if (marked === 'several') return refuse('more than one record is marked with rollStatus 1');
    choice = marked;
  } else {
    choice = previousRelease(history, seen.facts.program_before ?? '');
  }
  if (!choice) return refuse(`its records hold nothing before ${seen.facts.program_before || 'its first release'}`);
  return {
    facts: {
      ...seen.facts,
      target_program: choice.target.program,
      target_config: app.layout === 'separate' ? (choice.target.config ?? '') : '',
      target_record: choice.source.randomStr,
    },
    trouble: null,
  };
}
