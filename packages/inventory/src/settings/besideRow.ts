import { layOver, type AppSettings } from '#fleet';

/** The settings that no column of the original says, by their path. */
const paths = [
  'onDrift',
  'shared',
  'package.strip',
  'package.include',
  'package.exclude',
  'package.names',
  'service.type',
  'service.unit',
  'service.manager',
  'service.program',
  'service.name',
  'service.file',
  'service.config',
  'service.commands',
  'service.stop',
  'service.start',
];

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
  const found = paths.flatMap((path) => picked(settings, path.split('.')) ?? []);
  // The column knows only whether it is restarted.
  const modes: AppSettings[] = settings.service?.restart === 'reload' ? [{ service: { restart: 'reload' } }] : [];
  const all = [...found, ...modes];
  return all.length === 0 ? null : all.reduce<AppSettings>((sum, one) => layOver(sum, one), {});
}
