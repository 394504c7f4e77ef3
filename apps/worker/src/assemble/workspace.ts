import { bundleName } from '#records';
import { treeNames } from './initCommands.js';
import type { OnceInput } from '../state/onceJob.js';
import { openStageJournal, type StageJournal } from './stageJournal.js';

/**
 * Opens the workspace a bundle is assembled in. If commands work on it, the workspace of a worker that died is adopted, so that
 * no command is run a second time; otherwise a new one is made, which is as fast. Gives its journal; null without commands.
 */
export async function openWorkspace(input: OnceInput, bundleId: string): Promise<StageJournal | null> {
  const { deps, request, fence } = input;
  const { store } = deps;
  const apps = request.apps.map(({ app }) => app);
  if (!apps.some((app) => app.programCommand !== '' || app.configCommand !== '')) {
    await store.workspace(bundleId);
    return null;
  }
  const earlier = Array.from({ length: fence - 1 }, (_, index) => bundleName(request.id, fence - 1 - index));
  if (!(await store.adopt(earlier, bundleId))) await store.workspace(bundleId);
  const places = new Map([
    ...apps.map((app) => [treeNames.program(app.group), store.programDir(bundleId, app.group)] as const),
    ...apps.map((app) => [treeNames.config(app.appKey), store.configDir(bundleId, app.appKey)] as const),
  ]);
  return await openStageJournal(store.place(bundleId), (tree) => places.get(tree)!);
}
