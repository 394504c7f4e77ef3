import { bundleName } from '#records';
import { assembleBundle } from '../assemble/assembleBundle.js';
import { withPackageHooks } from '../assemble/packageHooks.js';
import { compare } from '../current/compare.js';
import { decideAll } from '../drift/decideAll.js';
import { configPatches } from '../plan/configPatches.js';
import { liveTrees } from '../current/liveTrees.js';
import { plannedCommands } from '../plan/plannedCommands.js';
import { planOf } from '../plan/planOf.js';
import type { OnceResult, OnceInput } from '../state/onceJob.js';

/** plan: does all that the stage of a release does, and reports it instead of keeping the bundle. */
export async function planJob(input: OnceInput<'plan'>): Promise<OnceResult> {
  const { deps, request, asked, fence } = input;
  const bundleId = bundleName(request.id, fence);
  const asking = liveTrees(input);
  try {
    const leavesCommands = asked.runCommands !== true;
    const manner = { leavesCommands };
    const assembled = await assembleBundle(input, bundleId, asking, manner);
    const { sealed, sources, provenance, bases, revision, notes } = assembled;
    const commands = leavesCommands ? plannedCommands(request.apps.map(({ app }) => app)) : [];
    const hooked = await withPackageHooks(input, bundleId);
    const live = await asking;
    const digest = await deps.store.seal(bundleId, sealed);
    const compared = request.apps.map(({ app }) => compare(app, sealed, live));
    const decided = decideAll(input, sealed, live);
    const allNotes = [...notes, ...hooked.notes];
    const parts = { sealed, digest, live, compared, sources, bases, revision, notes: allNotes, decided, commands };
    const plan = await planOf(hooked.input, bundleId, parts);
    const patches = await configPatches(input, bundleId, compared);
    const apps = plan.apps.map((app) => ({ ...app, texts: patches.get(app.appKey) ?? [] }));
    return { facts: { plan: { ...plan, apps } }, planHash: plan.hash, provenance };
  } finally {
    await Promise.allSettled([asking]);
    await deps.store.remove(bundleId);
  }
}
