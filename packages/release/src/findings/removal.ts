import type { AppPlace, RemovalAppFindings, RemoveAppFindings } from '#contract';
import type { Facts } from '../model/instruction.js';

/** Places that are named of each list. */
const mostPlaces = 500;

const isKind = (word: string): word is AppPlace['kind'] => word === 'directory' || word === 'link' || word === 'relink';

/** The places of a list, a line each as the scripts tell them. */
function placesIn(lines: string | undefined): AppPlace[] {
  const places = (lines ?? '').split('\n').flatMap((line): AppPlace[] => {
    const kind = line.slice(0, line.indexOf(' '));
    return isKind(kind) ? [{ kind, path: line.slice(kind.length + 1) }] : [];
  });
  return places.slice(0, mostPlaces);
}

/** The findings of `removalStep` from its facts. */
export const removalFound = (facts: Facts): RemovalAppFindings => ({
  plan: facts.removal_sum ?? '',
  goes: placesIn(facts.goes),
  stays: placesIn(facts.stays),
  state: facts.state_at ?? null,
  processes: Number(facts.processes ?? 0),
  stops: facts.live_goes === 'yes' && Number(facts.processes ?? 0) > 0,
});

/** The findings of `removeStep` from its facts. */
export const removeFound = (facts: Facts): RemoveAppFindings => ({
  gone: placesIn(facts.gone),
  stopped: facts.stopped === 'yes',
});
