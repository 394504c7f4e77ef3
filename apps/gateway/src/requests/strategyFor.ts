import type { Config } from '#config';
import type { Request } from '#contract';
import { resolveStrategy, type App, type ResolvedStrategy } from '#release';

/** The strategy of a request: as the caller asked, else as config.yml says for the groups of its apps. */
export function strategyFor({ rollout }: Config, request: Request, apps: readonly App[]): ResolvedStrategy {
  const { policy, maxFailures, batch, confirm, groups } = rollout;
  const common = { policy, maxFailures, batch, confirm };
  const names = [...new Set(apps.map((app) => app.group))];
  const settings = names.map((name) => ({ ...common, ...(Object.hasOwn(groups, name) ? groups[name] : {}) }));
  return resolveStrategy('strategy' in request ? request.strategy : {}, settings, apps.length);
}
