import type { RowProblemView } from '#api';
import { errorInside, inEnglish, statement } from '#contract';
import type { App } from '#release';
import type { GatewayDeps } from '../state/dependencies.js';
import { appsLeftBehind } from './leftBehind.js';

/** Apps whose work lies on hosts that are named at once. */
const most = 1000;

/**
 * The apps that are not in the catalogue any more and were not taken away from their hosts, and what others have left on hosts that they
 * were on before, as problems that no row has.
 */
export async function leftoverProblems(deps: Pick<GatewayDeps, 'inventory' | 'views'>): Promise<RowProblemView[]> {
  const [gone, behind] = await Promise.all([goneApps(deps), appsLeftBehind(deps)]);
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

async function goneApps({ inventory, views }: Pick<GatewayDeps, 'inventory' | 'views'>): Promise<App[]> {
  const left = await views.leftovers(await inventory.keys());
  const neighbours = await inventory.neighbours(left.map(({ app }) => app));
  // One that was only renamed has left nothing: what it made is what the other goes back to.
  return left.map(({ app }) => app).filter(({ appKey }) => neighbours.get(appKey)!.length === 0);
}
