import type { RowProblemView } from '#api';
import { CodedError } from '#contract';
import type { GatewayDeps } from '../state/dependencies.js';

/** Apps whose work lies on hosts that are named at once. */
const most = 1000;

/** The apps that are not in the catalogue any more and were not taken away from their hosts, as problems that no row has. */
export async function leftoverProblems({
  inventory,
  views,
}: Pick<GatewayDeps, 'inventory' | 'views'>): Promise<RowProblemView[]> {
  const left = await views.leftovers(await inventory.keys());
  return left.slice(0, most).map(({ app: { appKey: app, host, programLink: program } }) => {
    const details = { app, host, program };
    const { code, message } = new CodedError('LEFT_ON_HOST', details);
    const cure = `rexflow app remove ${app} --from-host`;
    const advice = `See what is there, and take it away: ${cure}. Or put the app back into the catalogue.`;
    return { row: null, app, code, message, details, advice, cure };
  });
}
