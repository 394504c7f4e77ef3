import type { RowProblemView } from '#api';
import { errorInside, inEnglish, statement } from '#contract';
import type { App } from '#release';
import type { GatewayDeps } from '../state/dependencies.js';
import { appsLeftBehind } from './leftBehind.js';

/** Apps whose work lies on hosts that are named at once. */
const most = 1000;

/** The app, and the group, that is asked for; all that is given must hold. */
export interface ProblemFilter {
  app?: string | undefined;
  group?: string | undefined;
}

/** Whether what is of an app and a group is asked for. */
export const isAskedFor = ({ app, group }: ProblemFilter, of: { app: string | null; group: string | null }): boolean =>
  (app === undefined || of.app === app) && (group === undefined || of.group === group);

/**
 * The apps that are not in the catalogue any more and were not taken away from their hosts, and what others have left on hosts that they
 * were on before, as problems that no row has. One that is gone is of the group that it was released with, the others of theirs.
 */
export async function leftoverProblems(
  deps: Pick<GatewayDeps, 'inventory' | 'views'>,
  filter: ProblemFilter = {},
): Promise<RowProblemView[]> {
  const asked = ({ appKey: app, group }: App): boolean => isAskedFor(filter, { app, group });
  const [gone, behind] = await Promise.all([
    goneApps(deps).then((all) => all.filter(asked)),
    namesOf(deps, filter).then((names) => (names?.length === 0 ? [] : appsLeftBehind(deps, names))),
  ]);
  return [
    ...gone.map((app) => problemOf('LEFT_ON_HOST', app, `rexflow app remove ${app.appKey} --from-host`)),
    ...behind.map((app) =>
      problemOf('LEFT_BEHIND', app, `rexflow app remove ${app.appKey} --from-host --at ${app.host}`),
    ),
  ].slice(0, most);
}

function problemOf(
  code: 'LEFT_ON_HOST' | 'LEFT_BEHIND',
  { appKey: app, host, programLink: program }: App,
  cure: string,
): RowProblemView {
  const details = { app, host, program };
  const error = errorInside({ code, details });
  const found = statement(code === 'LEFT_BEHIND' ? 'problem.behind' : 'problem.left', { error, cure });
  const { message, advice } = inEnglish(found);
  return { row: null, app, code, message, details, advice: advice!, cure, statement: found };
}

/** The apps of the catalogue that are asked for; null for all. */
async function namesOf(
  { inventory }: Pick<GatewayDeps, 'inventory'>,
  { app, group }: ProblemFilter,
): Promise<string[] | null> {
  if (group === undefined) return app === undefined ? null : [app];
  const keys = app === undefined ? undefined : [app];
  const found = await inventory.page({ group, keys }, { after: -1, limit: Number.MAX_SAFE_INTEGER });
  return found.map(({ appKey }) => appKey);
}

async function goneApps({ inventory, views }: Pick<GatewayDeps, 'inventory' | 'views'>): Promise<App[]> {
  const left = await views.leftovers(await inventory.keys());
  const neighbours = await inventory.neighbours(left.map(({ app }) => app));
  // One that was only renamed has left nothing: what it made is what the other goes back to.
  return left.map(({ app }) => app).filter(({ appKey }) => neighbours.get(appKey)!.length === 0);
}
