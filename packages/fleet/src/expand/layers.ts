import type { AppSettings } from '../settings/settings.js';

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);
/** Two values that mean the same, whatever the order of their keys. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one))
    return (
      Array.isArray(other) && one.length === other.length && one.every((item, index) => isSame(item, other[index]))
    );
  if (!isTree(one) || !isTree(other)) return one === other;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => isSame(one[key], other[key]));
}

/** Two sections of one kind: a service of another kind shares nothing with the one it replaces. */
const isAlike = (one: Tree, other: Tree): boolean =>
  one.type === other.type || one.type === undefined || other.type === undefined;

/** Settings laid over others: sections are joined, lists and values replaced; null is kept as what takes away. */
export function layOver<S extends object>(below: S, above: S): S {
  const joined: Record<string, unknown> = { ...(below as Tree) };
  for (const [key, value] of Object.entries(above) as [string, unknown][]) {
    const under = joined[key];
    joined[key] = isTree(value) && isTree(under) && isAlike(under, value) ? layOver(under, value) : value;
  }
  return joined as S;
}

/** What is set where nothing is said: a setting that has this value says nothing. */
const builtIn: AppSettings = {
  enabled: true,
  kind: 'app',
  paths: { layout: 'separate', backup: 'backup_dir', place: 'baseapp_dir' },
  service: { type: 'init', restart: 'restart' },
  package: { top: [], into: '', configFiles: [] },
  health: [],
};

/** Settings without what takes away, what is empty, and what is set anyway: two that mean the same are the same. */
export function canonical<S extends AppSettings>(settings: S): S {
  return (bare(settings, builtIn) ?? {}) as S;
}

function bare(value: unknown, preset: unknown): unknown {
  if (value === null || value === '' || isSame(value, preset)) return undefined;
  if (Array.isArray(value)) return value.map((item) => bare(item, undefined) ?? item);
  if (!isTree(value)) return value;
  const kept = Object.entries(value)
    .map(([key, item]) => [key, bare(item, isTree(preset) ? preset[key] : undefined)] as const)
    .filter(([, item]) => item !== undefined);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/** Canonical settings with everything in them that is set anyway. */
export const withBuiltIn = (settings: AppSettings): AppSettings => layOver(builtIn, settings);

/** What has to be laid over `below` to come to `whole`, both canonical; null where nothing of it is to be left. */
export const settingsDifference = (below: AppSettings, whole: AppSettings): AppSettings =>
  (differing(below as Tree, whole as Tree, builtIn as Tree) ?? {}) as AppSettings;

function differing(below: Tree, whole: Tree, preset: Tree): Tree | undefined {
  const found: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(below), ...Object.keys(whole)])) {
    const [under, over, usual] = [below[key], whole[key], preset[key]];
    if (isSame(under, over)) continue;
    if (isTree(under) && (over === undefined || isTree(over))) {
      found[key] = differing(under, over ?? {}, isTree(usual) ? usual : {});
    } else found[key] = over ?? usual ?? null;
  }
  return Object.keys(found).length === 0 ? undefined : found;
}
