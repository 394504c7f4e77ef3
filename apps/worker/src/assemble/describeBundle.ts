import { describeTree, dropPrivileges, type Manifest, type Sealed, takeOut } from '#bundle';
import { inEnglish, statement, type Statement } from '#contract';
import type { App } from '#release';
import { fewNames } from '../drift/fewNames.js';
import type { BundleInput } from '../state/onceJob.js';

/** Checksums of a group's program that are known without reading it again. */
export type KnownSums = Map<string, Manifest>;

/** Lists the trees of a bundle as they are sealed: without what outlives releases, and without bits that give privileges. */
export async function describeBundle(
  { deps, request }: BundleInput,
  bundleId: string,
  known: KnownSums,
  notes: Statement[],
): Promise<Sealed> {
  const described = async (
    dir: string,
    what: Statement,
    sums?: Manifest,
    keep?: readonly string[],
  ): Promise<Manifest> => {
    const found = await describeTree(dir, { what: inEnglish(what).message, ...(sums ? { known: sums } : {}) });
    const { manifest, paths, kept } = await dropPrivileges(dir, found, keep);
    if (paths.length > 0) notes.push(statement('tree.bits', { what, paths: fewNames(paths) }));
    if (kept.length > 0) notes.push(statement('tree.bitsKept', { what, paths: fewNames(kept) }));
    return manifest;
  };
  const apps = request.apps.map(({ app }) => app);
  const program = async (group: string): Promise<[string, Manifest]> => {
    const dir = deps.store.programDir(bundleId, group);
    const shared = new Set(apps.flatMap((app) => (app.group === group ? (app.shared ?? []) : [])));
    const kept = await takeOut(dir, [...shared]);
    if (kept.length > 0) notes.push(statement('tree.shared', { group, paths: fewNames(kept) }));
    const keep = apps.find((app) => app.group === group)?.packaging?.setuid;
    return [group, await described(dir, statement('tree.program', { name: group }), known.get(group), keep)];
  };
  const config = async ({ appKey }: App): Promise<[string, Manifest]> => [
    appKey,
    await described(deps.store.configDir(bundleId, appKey), statement('tree.config', { name: appKey })),
  ];
  const [groups, configs] = await Promise.all([
    Promise.all([...new Set(apps.map((app) => app.group))].map(program)),
    Promise.all(apps.map(config)),
  ]);
  return { groups: Object.fromEntries(groups), configs: Object.fromEntries(configs) };
}
