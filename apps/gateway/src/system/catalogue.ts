import { errorInside, statement, type Finding } from '#contract';
import type { GatewayDeps } from '../state/dependencies.js';
import { rowProblem } from '../requests/rowProblem.js';
import { failed, notKnown, warning, well } from './finding.js';

const mostNamed = 5;

/** Checks that each row of the catalogue can be used, and released without harm to another. */
export async function examineCatalogue({ inventory }: GatewayDeps): Promise<Finding[]> {
  const name = 'catalogue.rows';
  try {
    const problems = await inventory.problems();
    if (problems.length === 0) return [well(name, statement('rows.usable'))];
    const different = [...new Map(problems.map(({ trouble }) => [rowProblem(trouble), trouble])).values()];
    const named = different.slice(0, mostNamed).map((trouble) => errorInside(trouble, 'cause'));
    const n = different.length - named.length;
    const found =
      n > 0 ? statement('rows.unusableMore', { problems: named, n }) : statement('rows.unusable', { problems: named });
    const meet = problems.some(({ trouble }) => ['PATHS_MEET', 'SERVICES_MEET'].includes(trouble.code));
    return [(meet ? failed : warning)(name, found)];
  } catch (thrown) {
    return [notKnown(name, thrown, 'unknown.mysql')];
  }
}
