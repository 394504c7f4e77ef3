import type { Config } from '#config';
import { defaultPolicies, type FailurePolicy, type Request, type RequestKind } from '#contract';
import type { GroupSettings, ResolvedGroupSetting } from '#fleet';
import { resolveStrategy, type App, type ResolvedStrategy, type StrategySettings } from '#release';

/**
 * What counts for the apps of a group where the request says nothing: what config.yml says for the group, what the catalogue does, what
 * config.yml says for all, and where none of them has a policy that of the kind of request.
 */
export function strategySettingsOf(
  { rollout }: Pick<Config, 'rollout'>,
  kind: RequestKind,
  { group, rollout: described }: Pick<App, 'group' | 'rollout'>,
): StrategySettings {
  const { maxFailures, batch, confirm, groups } = rollout;
  const own = { ...described, ...(Object.hasOwn(groups, group) ? groups[group] : {}) };
  const preset: FailurePolicy = kind === 'rollback' ? defaultPolicies.rollback : defaultPolicies.release;
  return { maxFailures, batch, confirm, ...own, policy: own.policy ?? rollout.policy ?? preset };
}

/** How the apps of a group are switched, with where each of it is said, in the words of the fleet file. */
export function rolloutOrigins(
  { rollout }: Pick<Config, 'rollout'>,
  group: string,
  described: GroupSettings['rollout'],
): ResolvedGroupSetting[] {
  const own = Object.hasOwn(rollout.groups, group) ? rollout.groups[group]! : {};
  const stated = described ?? {};
  const setting = (key: keyof typeof stated, named: unknown, general: unknown): ResolvedGroupSetting => {
    const instead =
      general === undefined
        ? { value: defaultPolicies.release, from: 'default' as const }
        : { value: general, from: 'installation' as const };
    if (named !== undefined) return { key: `rollout.${key}`, value: named, from: 'config', instead: null };
    const value = stated[key] ?? null;
    return value === null
      ? { key: `rollout.${key}`, ...instead, instead: null }
      : { key: `rollout.${key}`, value, from: 'group', instead };
  };
  const seconds = (n: number | undefined): string | undefined => (n === undefined ? undefined : `${n}s`);
  return [
    setting('onFailure', own.policy, rollout.policy),
    setting('maxFailures', own.maxFailures, rollout.maxFailures),
    setting('batch', own.batch, rollout.batch),
    setting('confirm', seconds(own.confirm), seconds(rollout.confirm)),
  ];
}

/** The strategy of a request: as the caller asked, else as is set for the groups of its apps. */
export function strategyFor(config: Config, request: Request, apps: readonly App[]): ResolvedStrategy {
  const groups = new Map(apps.map((app) => [app.group, app]));
  const settings = [...groups.values()].map((app) => strategySettingsOf(config, request.kind, app));
  return resolveStrategy('strategy' in request ? request.strategy : {}, settings, apps.length);
}
