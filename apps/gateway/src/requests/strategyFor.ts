import type { Config } from '#config';
import { defaultPolicies, type FailurePolicy, type Request, type RequestKind } from '#contract';
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

/** The strategy of a request: as the caller asked, else as is set for the groups of its apps. */
export function strategyFor(config: Config, request: Request, apps: readonly App[]): ResolvedStrategy {
  const groups = new Map(apps.map((app) => [app.group, app]));
  const settings = [...groups.values()].map((app) => strategySettingsOf(config, request.kind, app));
  return resolveStrategy('strategy' in request ? request.strategy : {}, settings, apps.length);
}
