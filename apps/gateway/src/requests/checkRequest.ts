import { needsOneGroup, type Request, type RequestKind, requestKinds, type Source, CodedError } from '#contract';
import { namedRelease, type App } from '#release';
import type { GatewayDeps } from '../state/dependencies.js';

/**
 * Checks the rules that need the catalogue and config.yml, and gives the apps a request is for. Throws SOURCE_UNKNOWN,
 * SOURCE_NOT_ALLOWED, APP_UNKNOWN, SEVERAL_GROUPS, NOT_AUTOMATED, PATHS_MEET, RELEASED_APART, RELEASE_UNKNOWN, PLAN_UNKNOWN, BUNDLE_UNKNOWN.
 */
export async function checkRequest(request: Request, deps: GatewayDeps): Promise<App[]> {
  const source = 'source' in request ? request.source : null;
  const environment = environmentOf(request, source);
  if (environment !== undefined) allowSource(environment, deps);
  const plan = request.kind === 'release' ? request.plan : undefined;
  if (plan !== undefined && !(await deps.records.planNamed(plan))) throw new CodedError('PLAN_UNKNOWN', { hash: plan });
  const targets = 'targets' in request ? request.targets : { names: [] };
  const apps = await deps.inventory.resolve(targets);
  const groups = [...new Set(apps.map((app) => app.group))];
  if (needsOneGroup(request) && groups.length > 1) {
    throw new CodedError('SEVERAL_GROUPS', { k: 'all' in targets ? 'all' : targets.names.join(' '), groups });
  }
  requireAutomated(request.kind, apps);
  if (requestKinds[request.kind].switches) await deps.inventory.requireApart(apps);
  if (request.kind === 'rollback' && request.to.kind === 'release') await requireRelease(request.to.id, apps, deps);
  // From now on it is in use: pruning must not take it before the request is stored.
  if (source?.kind === 'upload' && !(await deps.packages.use(source.bundle)))
    throw new CodedError('BUNDLE_UNKNOWN', { bundle: source.bundle });
  return apps;
}

/** Requires `auto_deloy` 1 of the apps of a changing request: others are changed by hand. Throws NOT_AUTOMATED naming them. */
export function requireAutomated(kind: RequestKind, apps: readonly App[]): void {
  const manual = apps.filter((app) => !app.automated).map((app) => app.appKey);
  if (requestKinds[kind].changes && manual.length > 0) throw new CodedError('NOT_AUTOMATED', { apps: manual });
}

/** Requires that each app of a rollback was part of the release it names, as far as the records know. Throws RELEASE_UNKNOWN. */
async function requireRelease(to: string, apps: readonly App[], { records }: GatewayDeps): Promise<void> {
  const name = await records.releaseNamed(to);
  const parts = await Promise.all(
    apps.map(async ({ appKey }) => (name && namedRelease(await records.pastReleases(appKey), name) ? [] : [appKey])),
  );
  const others = parts.flat();
  if (others.length > 0) throw new CodedError('RELEASE_UNKNOWN', { to, apps: others });
}

/** The other environment whose hosts a request reads. */
function environmentOf(request: Request, source: Source | null): string | undefined {
  return source?.kind === 'environment' ? source.name : request.kind === 'download' ? request.environment : undefined;
}

function allowSource(environment: string, { config }: GatewayDeps): void {
  if (!Object.hasOwn(config.environments, environment)) {
    throw new CodedError('SOURCE_UNKNOWN', { senv: environment, known: Object.keys(config.environments) });
  }
  const allowed = config.environments[config.environment]!.sources;
  if (!allowed.includes(environment)) {
    throw new CodedError('SOURCE_NOT_ALLOWED', {
      senv: environment,
      environment: config.environment,
      allowed,
    });
  }
}
