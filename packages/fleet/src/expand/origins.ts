import type { AppSettings, GroupSettings } from '../settings/settings.js';
import { ownSettings, resolveApp, type AppNames } from './appSettings.js';
import { canonical, withBuiltIn } from './layers.js';

type Tree = Readonly<Record<string, unknown>>;
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

function leaves(tree: Tree, above = ''): [string, unknown][] {
  return Object.entries(tree).flatMap(([key, value]): [string, unknown][] => {
    const path = above === '' ? key : `${above}.${key}`;
    return isTree(value) ? leaves(value, path) : [[path, value]];
  });
}

export const settingOrigins = ['app', 'group', 'default'] as const;
/** The same of a group: also config.yml where it names the group, which counts over what the group says, and where it is for all. */
export const groupSettingOrigins = ['config', 'group', 'installation', 'default'] as const;

/** One setting that counts for an app. */
export interface ResolvedSetting {
  key: string;
  value: unknown;
  /** Where it is said. */
  from: (typeof settingOrigins)[number];
  /** What would count if the app did not say it; null where that is nothing, or the app does not say it. */
  instead: { value: unknown; from: (typeof settingOrigins)[number] } | null;
}

/** A setting that counts for the apps of a group where they have none of their own; placeholders stand in it. */
export interface ResolvedGroupSetting {
  key: string;
  value: unknown;
  from: (typeof groupSettingOrigins)[number];
  /** What would count if the group did not say it; null where that is nothing, or the group does not say it. */
  instead: { value: unknown; from: (typeof groupSettingOrigins)[number] } | null;
}

const preset = new Map(leaves(withBuiltIn({}) as Tree));
const builtInOf = (key: string): { value: unknown; from: 'default' } | null =>
  preset.has(key) ? { value: preset.get(key), from: 'default' } : null;

/** Everything a group gives its apps, setting by setting, but for how they are switched: there config.yml has its say. */
export function resolvedOfGroup({ rollout: _, ...settings }: GroupSettings): ResolvedGroupSetting[] {
  const stated = new Set(leaves(canonical(settings) as Tree).map(([key]) => key));
  return leaves(withBuiltIn(settings) as Tree).map(([key, value]) => ({
    key,
    value,
    ...(stated.has(key)
      ? { from: 'group' as const, instead: builtInOf(key) }
      : { from: 'default' as const, instead: null }),
  }));
}

/** Everything that counts for an app, setting by setting, and where each is said. */
export function resolvedSettings(group: GroupSettings, settings: AppSettings, names: AppNames): ResolvedSetting[] {
  const own = new Set(leaves(ownSettings(group, settings, names) as Tree).map(([key]) => key));
  const stated = new Set(leaves(canonical(settings) as Tree).map(([key]) => key));
  // Its port stands in the texts of the group, whoever gives it.
  const given = resolveApp(group, settings.port === undefined ? {} : { port: settings.port }, names);
  const { port = null } = group;
  const below = new Map(leaves(given as Tree));
  const withoutOwn = (key: string): ResolvedSetting['instead'] => {
    const value = key === 'port' ? port : below.get(key);
    return (value ?? null) === null ? builtInOf(key) : { value, from: 'group' };
  };
  return leaves(withBuiltIn(settings) as Tree).map(([key, value]) => ({
    key,
    value,
    ...(own.has(key)
      ? { from: 'app' as const, instead: withoutOwn(key) }
      : { from: stated.has(key) ? ('group' as const) : ('default' as const), instead: null }),
  }));
}
