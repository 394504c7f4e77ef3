import type { Manifest, Sealed } from '#bundle';
import type { PlanFindings, PlannedAppFindings } from '#contract';
import type { AppComparison } from '../current/compare.js';

type PlanFiles = NonNullable<PlanFindings['files']>;
type PlannedApp = Pick<PlannedAppFindings, 'appKey' | 'group' | 'host'>;

/** Enough of a digest to tell two contents of one file apart. */
const digestLength = 16;

const programTree = (group: string): string => `${group} program`;
const configTree = (appKey: string): string => `${appKey} config`;

function digests({ entries }: Manifest, paths: readonly string[]): Record<string, string> {
  const wanted = new Set(paths);
  const found = entries.flatMap((entry): [string, string][] => {
    if (!wanted.has(entry.path) || entry.type === 'directory') return [];
    return [[entry.path, entry.type === 'file' ? entry.sha256.slice(0, digestLength) : `link ${entry.target}`]];
  });
  return Object.fromEntries(found);
}

/** Digests of the files that a release would change or add, by tree of the bundle; at most `most` paths of each tree. */
export function planFiles(
  sealed: Pick<Sealed, 'groups' | 'configs'>,
  compared: readonly AppComparison[],
  apps: readonly PlannedApp[],
  most: number,
): PlanFiles {
  const files: PlanFiles = {};
  for (const { appKey, group } of apps) {
    const { program, config } = compared.find((one) => one.appKey === appKey)!;
    const paths = (of: AppComparison['program']): string[] => [...of.paths.changed, ...of.paths.added].slice(0, most);
    const [programs, configs] = [sealed.groups[group], sealed.configs[appKey]];
    // Hosts of one group get the same program, and may differ in what they run now.
    if (programs) files[programTree(group)] = { ...files[programTree(group)], ...digests(programs, paths(program)) };
    if (configs) files[configTree(appKey)] = digests(configs, paths(config));
  }
  return files;
}

/** The files whose contents differ between two plans, as `server/VERSION`, the same by tree, and the apps and hosts that would get them. */
export function filesMoved(
  plan: Pick<PlanFindings, 'files' | 'apps'>,
  now: Pick<PlanFindings, 'files' | 'apps'>,
): { files: string[]; apps: PlannedApp[]; trees: { tree: string; paths: string[] }[] } {
  // A plan of an earlier version does not hold them.
  if (!plan.files || !now.files) return { files: [], apps: [], trees: [] };
  const [files, trees] = [new Set<string>(), new Map<string, string[]>()];
  for (const tree of new Set([...Object.keys(plan.files), ...Object.keys(now.files)])) {
    const [before, after] = [plan.files[tree] ?? {}, now.files[tree] ?? {}];
    const owner = tree.slice(0, tree.lastIndexOf(' '));
    for (const path of new Set([...Object.keys(before), ...Object.keys(after)])) {
      if (before[path] === after[path]) continue;
      files.add(`${owner}/${path}`);
      trees.set(tree, [...(trees.get(tree) ?? []), path].sort());
    }
  }
  const apps = now.apps.filter(({ appKey, group }) => trees.has(programTree(group)) || trees.has(configTree(appKey)));
  return { files: [...files].sort(), apps, trees: Array.from(trees, ([tree, paths]) => ({ tree, paths })) };
}
