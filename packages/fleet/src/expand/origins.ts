import type { AppSettings, GroupSettings } from '../settings/settings.js';
import { ownSettings, type AppNames } from './appSettings.js';
import { canonical, withBuiltIn } from './layers.js';

export const settingOrigins = ['app', 'group', 'default'] as const;

/** One setting that counts for an app. */
export interface ResolvedSetting {
  key: string;
  value: unknown;
  /** Where it is said. */
  from: (typeof settingOrigins)[number];
}

type Tree = Readonly<Record<string, unknown>>;
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

function leaves(tree: Tree, above = ''): [string, unknown][] {
  return Object.entries(tree).flatMap(([key, value]): [string, unknown][] => {
    const path = above === '' ? key : `${above}.${key}`;
    return isTree(value) ? leaves(value, path) : [[path, value]];
  });
}

/** Everything that counts for an app, setting by setting, and where each is said. */
export function resolvedSettings(group: GroupSettings, settings: AppSettings, names: AppNames): ResolvedSetting[] {
  const own = new Set(leaves(ownSettings(group, settings, names) as Tree).map(([key]) => key));
  const stated = new Set(leaves(canonical(settings) as Tree).map(([key]) => key));
  return leaves(withBuiltIn(settings) as Tree).map(([key, value]) => ({
    key,
    value,
    from: own.has(key) ? 'app' : stated.has(key) ? 'group' : 'default',
  }));
}
