import type { App } from '#release';
import type { GatewayDeps } from '../state/dependencies.js';

type Deps = Pick<GatewayDeps, 'inventory' | 'views'>;

/** Which of some apps of the same keys stand where an app of the catalogue does, by their places in the list. */
async function taken({ inventory }: Deps, apps: readonly App[]): Promise<string[][]> {
  const found = await inventory.neighbours(apps.map((app, at) => ({ ...app, appKey: String(at) })));
  return apps.map((_, at) => found.get(String(at))!);
}

/**
 * The apps as they were released to hosts that they have left since, where that still lies; only of `names` where they are given. A host
 * under another address is the same one, where the app has what belongs to all its places; what others have in the same place is theirs.
 */
export async function appsLeftBehind(deps: Deps, names: readonly string[] | null = null): Promise<App[]> {
  const left = await deps.views.formerPlaces(names);
  if (left.length === 0) return [];
  const now = new Map(
    (
      await deps.inventory.page(
        { keys: [...new Set(left.map(({ appKey }) => appKey))] },
        { after: -1, limit: left.length },
      )
    ).map((app) => [app.appKey, app]),
  );
  const asNow = left.map((app): App => {
    const { programLink, configLink, layout } = now.get(app.appKey) ?? app;
    return { ...app, programLink, configLink, layout };
  });
  const [here, there] = [await taken(deps, left), await taken(deps, asNow)];
  return left.filter(({ appKey }, at) => here[at]!.length === 0 && !there[at]!.includes(appKey));
}
