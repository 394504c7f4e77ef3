import { besideHealth, withColumns } from './besideHealth.js';
import { layOver, membersOfService, type AppSettings, type GroupSettings } from '#fleet';

/** Of the settings that no column of the original says, those that count for an app that came into its group without our doing, too. */
const ofGroup = [
  'onDrift',
  'shared',
  'variables',
  'paths.shared',
  'hooks.fromPackage',
  'hooks.commands',
  'owner.user',
  'owner.group',
  'owner.umask',
  'package.strip',
  'package.include',
  'package.exclude',
  'package.setuid',
  'package.names',
];

/** All of them, by their path. */
const all = [
  ...ofGroup,
  'service.type',
  'service.unit',
  'service.manager',
  'service.program',
  'service.name',
  'service.file',
  'service.project',
  'service.services',
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

const pickedOf = (settings: AppSettings, paths: readonly string[]): AppSettings[] =>
  paths.flatMap((path) => picked(settings, path.split('.')) ?? []);

const joined = (parts: readonly AppSettings[]): AppSettings | null =>
  parts.length === 0 ? null : parts.reduce<AppSettings>((sum, one) => layOver(sum, one), {});

/** The settings of an app that its row has no columns for: they lie beside the hosts and groups. Null where there are none. */
export function besideRow(settings: AppSettings): AppSettings | null {
  // The column knows only whether it is restarted.
  const modes: AppSettings[] = settings.service?.restart === 'reload' ? [{ service: { restart: 'reload' } }] : [];
  const health = besideHealth(settings.health);
  return joined([...pickedOf(settings, all), ...modes, ...(health === null ? [] : [{ health }])]);
}

/** What a group says to an app of it that nothing is kept of: its row came without our doing. Null where that is nothing. */
export const besideOfGroup = (settings: GroupSettings): AppSettings | null => joined(pickedOf(settings, ofGroup));

/** Settings that lie beside rows. */
export interface BesideRows {
  /** What is kept of apps that their rows have no columns for. */
  beside: ReadonlyMap<string, AppSettings>;
  /** The same of groups, for apps of which nothing is kept: see `besideOfGroup`. */
  besideGroups: ReadonlyMap<string, AppSettings>;
}

/** What counts beside a row: what is kept of its app, or else what its group says. */
export const besideOf = (app: string, group: string, { beside, besideGroups }: BesideRows): AppSettings =>
  beside.get(app) ?? besideGroups.get(group) ?? {};

/** The settings of a row with what lies beside it: what only an init script needs is no setting of another service. */
export function withRow(row: AppSettings, beside: AppSettings): AppSettings {
  const type = beside.service?.type ?? 'init';
  const { script, process, ...service } = row.service ?? {};
  const members = membersOfService[type];
  const kept = { ...('script' in members && { script }), ...('process' in members && { process }) };
  const { health: rest, ...others } = beside;
  const health = withColumns(row.health?.[0] ?? null, rest ?? []);
  const settings = layOver(row.service ? { ...row, service: { ...service, ...kept } } : row, others);
  return health.length === 0 ? settings : { ...settings, health };
}
