import { bundleName } from '#records';
import { assemble } from '../assemble/assemble.js';
import { compare } from '../current/compare.js';
import { configPatches } from '../plan/configPatches.js';
import { liveTrees } from '../current/liveTrees.js';
import { planOf } from '../plan/planOf.js';
import type { Staged, StageInput } from '../state/stage.js';

/** plan: all that the stage of a release does, told instead of kept. */
export async function stagePlan(input: StageInput<'plan'>): Promise<Staged> {
  const { house, request, fence } = input;
  const bundleId = bundleName(request.id, fence);
  const asking = liveTrees(input);
  try {
    const { sealed, sources } = await assemble(input, bundleId);
    const live = await asking;
    const digest = await house.store.seal(bundleId, sealed);
    const compared = request.apps.map(({ app }) => compare(app, sealed, live));
    const plan = await planOf(input, bundleId, { sealed, digest, live, compared, sources });
    const patches = await configPatches(input, bundleId, compared);
    const apps = plan.apps.map((app) => ({ ...app, texts: patches.get(app.appKey) ?? [] }));
    return { facts: { plan: { ...plan, apps } }, planHash: plan.hash };
  } finally {
    await Promise.allSettled([asking]);
    await house.store.remove(bundleId);
  }
}
