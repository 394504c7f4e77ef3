import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeTree, diskErrors, takenOut, unlessMissing, writeAtomic, type Manifest, type Sealed } from '#bundle';
import type { BundleInput } from '../state/onceJob.js';
import type { KnownSums } from './describeBundle.js';
import { treeNames } from './initCommands.js';
import type { StageJournal } from './stageJournal.js';

/** In the workspace: what the trees held before a command worked on them. */
const kept = 'before-commands.json';

/**
 * Lists the trees of a bundle as they would be sealed if no command of the catalogue were run; nothing in them is changed. Those on
 * which a worker before this one ran a command are as that one listed them.
 */
export async function describeBefore(
  { deps, request }: BundleInput,
  bundleId: string,
  known: KnownSums,
  journal: StageJournal | null,
): Promise<Sealed> {
  const file = join(deps.store.place(bundleId), kept);
  const text = await diskErrors(`reading ${file}`, () => unlessMissing(() => readFile(file, 'utf8')));
  const earlier = text === null ? null : (JSON.parse(text) as Sealed);
  const listed = async (
    tree: string,
    dir: string,
    { before, sums, except = [] }: { before?: Manifest | undefined; sums?: Manifest | undefined; except?: string[] },
  ): Promise<Manifest> =>
    journal?.state(tree) === 'done' && before
      ? before
      : await describeTree(dir, { what: tree, except, ...(sums ? { known: sums } : {}) });
  const apps = request.apps.map(({ app }) => app);
  const sealed: Sealed = { groups: {}, configs: {} };
  for (const group of new Set(apps.map((app) => app.group))) {
    const dir = deps.store.programDir(bundleId, group);
    const shared = apps.flatMap((app) => (app.group === group ? (app.shared ?? []) : []));
    const seen = { before: earlier?.groups[group], sums: known.get(group), except: shared };
    const whole = await listed(treeNames.program(group), dir, seen);
    sealed.groups[group] = takenOut(whole, shared);
  }
  for (const { appKey } of apps) {
    const dir = deps.store.configDir(bundleId, appKey);
    sealed.configs[appKey] = await listed(treeNames.config(appKey), dir, { before: earlier?.configs[appKey] });
  }
  await diskErrors(`writing ${file}`, () => writeAtomic(file, JSON.stringify(sealed)));
  return sealed;
}
