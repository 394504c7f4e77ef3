import { asCodedError, type Finding } from '#contract';
import type { GatewayDeps } from '../state/dependencies.js';
import { rowProblem } from '../requests/rowProblem.js';
import { failed, warning, well } from './finding.js';

const mostNamed = 5;

/** Checks that each row of the catalogue can be used, and released without harm to another. */
export async function examineCatalogue({ inventory }: GatewayDeps): Promise<Finding[]> {
  const name = 'catalogue.rows';
  try {
    const problems = await inventory.problems();
    if (problems.length === 0) return [well(name, 'every row of the catalogue can be used')];
    const texts = [...new Set(problems.map(({ trouble }) => rowProblem(trouble)))];
    const more = texts.length > mostNamed ? `; and ${texts.length - mostNamed} more, which the action list names` : '';
    const message = `${texts.slice(0, mostNamed).join('; ')}${more}`;
    const meet = problems.some(({ trouble }) => trouble.code === 'PATHS_MEET');
    const advice = 'Mend these rows of the catalogue: until then their apps are refused by name, the others are not.';
    return [(meet ? failed : warning)(name, message, advice)];
  } catch (thrown) {
    return [warning(name, `not known: ${asCodedError(thrown).message}`, 'Bring MySQL back first.')];
  }
}
