import type { RowProblemView } from '#api';
import { errorInside, inEnglish, statement } from '#contract';
import type { GatewayDeps } from '../state/dependencies.js';

/** Apps whose work lies on hosts that are named at once. */
const most = 1000;

/** The apps that are not in the catalogue any more and were not taken away from their hosts, as problems that no row has. */
export async function leftoverProblems({
  inventory,
  views,
}: Pick<GatewayDeps, 'inventory' | 'views'>): Promise<RowProblemView[]> {
  const left = await views.leftovers(await inventory.keys());
  const neighbours = await inventory.neighbours(left.map(({ app }) => app));
  // One that was only renamed has left nothing: what it made is what the other goes back to.
  const alone = left.filter(({ app }) => neighbours.get(app.appKey)!.length === 0);
  return alone.slice(0, most).map(({ app: { appKey: app, host, programLink: program } }) => {
    const details = { app, host, program };
    const code = 'LEFT_ON_HOST';
    const cure = `rexflow app remove ${app} --from-host`;
    const found = statement('problem.left', { error: errorInside({ code, details }), cure });
    const { message, advice } = inEnglish(found);
    return { row: null, app, code, message, details, advice: advice!, cure, statement: found };
  });
}
