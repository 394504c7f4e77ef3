import type { Config } from '#config';
import type { Request } from '#contract';
import { resolveStrategy, type App, type ResolvedStrategy } from '#release';

/** The strategy of a request: as the caller asked, else as config.yml says for the groups of its apps, as the catalogue does, or as config.yml says for all. */
export function strategyFor({ rollout }: Config, request: Request, apps: readonly App[]): ResolvedStrategy {
  const { policy, maxFailures, batch, confirm, groups } = rollout;
  const common = { policy, maxFailures, batch, confirm };
  const described = new Map(apps.map(({ group, rollout: of }) => [group, of]));
  const settings = [...described].map(([name, of]) => ({
    ...common,
    ...of,
    ...(Object.hasOwn(groups, name) ? groups[name] : {}),
  }));
  return resolveStrategy('strategy' in request ? request.strategy : {}, settings, apps.length);
}
