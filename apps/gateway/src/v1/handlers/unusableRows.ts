import { rowCures, type AppFilter, type CureOf, type UnusableRow } from '#inventory';
import type { GatewayDeps } from '../../state/dependencies.js';

/** The rows of the catalogue that are no apps, as far as a filter lets them through, and what puts each of them right. */
export async function unusableRowsOf(
  { inventory, config }: Pick<GatewayDeps, 'inventory' | 'config'>,
  filter: AppFilter,
): Promise<{ rows: UnusableRow[]; cureOf: CureOf }> {
  const [rows, problems] = await Promise.all([inventory.unusable(filter), inventory.problems()]);
  return { rows, cureOf: rowCures(problems, config.environments[config.environment]!, { ours: true }) };
}
