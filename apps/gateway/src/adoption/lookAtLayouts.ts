import { CodedError, errorInside, statement, type LayoutFindings } from '#contract';
import { hostPlace } from '../hosts/hostPlace.js';
import { lookAt, type Asker } from '../hosts/lookAt.js';
import type { GatewayDeps } from '../state/dependencies.js';

/** An app, and where on its host another tool may have deployed it. */
export interface AdoptedPlace {
  app: string;
  group: string;
  host: string;
  at: string;
}

/** The same with what a worker found there. */
export type SeenPlace = AdoptedPlace & Pick<LayoutFindings['places'][number], 'layout' | 'refused'>;

/** Hosts that are looked at at the same time. */
const mostHosts = 10;

/** The places of one host; what keeps it from being seen is told of each app on it. */
async function lookAtOne(
  deps: GatewayDeps,
  host: string,
  places: readonly AdoptedPlace[],
  asker: Asker,
): Promise<SeenPlace[]> {
  const trouble = (error: CodedError): SeenPlace[] =>
    places.map((one) => ({
      ...one,
      layout: null,
      refused: statement('app.unseenProblem', { app: one.app, error: errorInside(error) }),
    }));
  try {
    const place = await hostPlace(deps, host);
    const target = { ...place.target, apps: [], places: places.map(({ app, at }) => ({ app, at })) };
    const { found } = await lookAt(deps, 'layout', { ...place, target }, asker);
    if (found.trouble) return trouble(new CodedError(found.trouble.code, found.trouble.details));
    return places.map((one) => {
      const { layout = null, refused = null } = found.places.find(({ app }) => app === one.app) ?? {};
      const unseen = statement('app.unseenLate', { app: one.app });
      return { ...one, layout, refused: layout === null ? (refused ?? unseen) : null };
    });
  } catch (thrown) {
    if (!(thrown instanceof CodedError) || asker.gone().aborted) throw thrown;
    return trouble(thrown);
  }
}

/** Has workers look at places, some hosts at a time; the places in their order. */
export async function lookAtLayouts(
  deps: GatewayDeps,
  places: readonly AdoptedPlace[],
  asker: Asker,
): Promise<SeenPlace[]> {
  const hosts = [...new Set(places.map(({ host }) => host))];
  const seen = new Map<string, SeenPlace>();
  for (let from = 0; from < hosts.length; from += mostHosts) {
    const some = hosts.slice(from, from + mostHosts);
    const found = await Promise.all(
      some.map((host) => {
        const own = places.filter((place) => place.host === host);
        return lookAtOne(deps, host, own, asker);
      }),
    );
    for (const one of found.flat()) seen.set(one.app, one);
  }
  return places.map(({ app }) => seen.get(app)!);
}
