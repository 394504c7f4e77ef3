import { layOver, type AppSettings } from '#fleet';

/** The settings that no column of the original says, by their path. */
const paths = ['onDrift', 'package.strip', 'package.include', 'package.exclude', 'package.names'];

type Tree = Readonly<Record<string, unknown>>;

function picked(tree: Tree, path: readonly string[]): AppSettings | undefined {
  const [key, ...rest] = path as [string, ...string[]];
  const value = tree[key];
  if (value === undefined || value === null) return undefined;
  const inner = rest.length === 0 ? value : picked(value as Tree, rest);
  return inner === undefined ? undefined : ({ [key]: inner } as AppSettings);
}

/** The settings of an app that its row has no columns for: they lie beside the hosts and groups. Null where there are none. */
export function besideRow(settings: AppSettings): AppSettings | null {
  const all = paths.flatMap((path) => picked(settings, path.split('.')) ?? []);
  return all.length === 0 ? null : all.reduce<AppSettings>((sum, one) => layOver(sum, one), {});
}
