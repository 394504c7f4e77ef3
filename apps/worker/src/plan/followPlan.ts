import { sealedDigest } from '#bundle';
import type { Manner } from '../assemble/assembleBundle.js';
import { compare } from '../current/compare.js';
import type { LiveTrees } from '../current/liveTrees.js';
import { decideAll } from '../drift/decideAll.js';
import type { OnceInput } from '../state/onceJob.js';
import { plannedCommands } from './plannedCommands.js';
import { planOf, type PlanParts } from './planOf.js';
import { requirePlan, requireSameDrift } from './requirePlan.js';

/** How a release follows a plan: when it is held against it. Both throw PLAN_CHANGED. */
interface Follows extends Pick<Manner, 'beforeCommands'> {
  /** Called with what is to be released. */
  afterCommands: (parts: PlanParts) => Promise<void>;
}

/**
 * A plan that ran no commands is held against the trees as the commands find them, before any is run, and with the text of the
 * commands: they may make of the trees what they will. But hand-made changes on hosts that the release takes away stay those that
 * the plan showed. A plan that ran them is held against what they made.
 */
export async function followPlan(
  input: OnceInput<'release'>,
  bundleId: string,
  hash: string,
  asking: Promise<LiveTrees>,
): Promise<Follows> {
  const { deps, request } = input;
  const plan = await deps.records.planNamed(hash);
  if (!plan?.commands)
    return {
      afterCommands: async (parts) => requirePlan(plan, hash, await planOf(input, bundleId, parts)),
    };
  let shown: PlanParts['decided'] = [];
  return {
    beforeCommands: async (found) => {
      const { sealed } = found;
      const live = await asking;
      const compared = request.apps.map(({ app }) => compare(app, sealed, live));
      const commands = plannedCommands(request.apps.map(({ app }) => app));
      shown = decideAll(input, sealed, live);
      const parts = { ...found, digest: sealedDigest(sealed), live, compared, decided: shown, commands };
      requirePlan(plan, hash, await planOf(input, bundleId, { ...parts, unsealed: true }));
    },
    afterCommands: ({ decided }) => Promise.resolve(requireSameDrift(shown, decided)),
  };
}
