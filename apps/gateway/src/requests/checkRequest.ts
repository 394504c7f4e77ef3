import {
  needsOneGroup,
  type Request,
  type RequestKind,
  requestKinds,
  type Source,
  type Targets,
  CodedError,
  errorInside,
  statement,
  type Warning,
} from '#contract';
import type { RowProblem } from '#inventory';
import { requireUndoable } from '#records';
import { inService, namedRelease, type App } from '#release';
import type { GatewayDeps } from '../state/dependencies.js';
import { appsOfHosts } from './appsOfHosts.js';
import { appsLeftBehind } from './leftBehind.js';
import { requireRemovable } from './requireRemovable.js';
import { rowProblem } from './rowProblem.js';

/** Rows that are named as left out, and how much is said of each: a catalogue may be wrong from end to end. */
const mostNamed = 20;
const longestReason = 500;

/** The apps a request is for. */
export interface CheckedTargets {
  apps: App[];
  /** What is wrong with the apps that are left out, and with hosts out of service. */
  leftOut: Warning[];
  /** app_keys that are left out, since their hosts are out of service. */
  skipped: string[];
}

/**
 * Checks the rules that need the catalogue and config.yml, and gives the apps a request is for. Throws SOURCE_UNKNOWN,
 * SOURCE_NOT_ALLOWED, APP_UNKNOWN, HOST_OUT_OF_SERVICE, SEVERAL_GROUPS, NOT_AUTOMATED, PATHS_MEET, SERVICES_MEET, RELEASED_APART, RELEASE_UNKNOWN, HOST_UNKNOWN,
 * PLAN_UNKNOWN, BUNDLE_UNKNOWN, of a removal REMOVAL_SHARED, REMOVAL_MOVED, and of an undo JOB_UNKNOWN, JOB_UNSETTLED, RELEASED_SINCE, UNDO_NOTHING.
 */
export async function checkRequest(request: Request, deps: GatewayDeps): Promise<CheckedTargets> {
  const source = 'source' in request ? request.source : null;
  const environment = environmentOf(request, source);
  if (environment !== undefined) allowSource(environment, deps);
  const plan = request.kind === 'release' ? request.plan : undefined;
  if (plan !== undefined && !(await deps.records.planNamed(plan))) throw new CodedError('PLAN_UNKNOWN', { hash: plan });
  const targets = 'targets' in request ? request.targets : { names: [] };
  const found = await targetsOf(request, targets, deps);
  if (request.kind === 'remove' && found.apps.length > 1)
    throw new CodedError('PARAMETER_INVALID', { field: 'k', reason: 'means several apps: remove one after the other' });
  const { apps, skipped, reasons } = inService(request.kind, found.apps, deps.now());
  const groups = [...new Set(apps.map((app) => app.group))];
  if (needsOneGroup(request) && groups.length > 1) {
    throw new CodedError('SEVERAL_GROUPS', { k: 'all' in targets ? 'all' : targets.names.join(' '), groups });
  }
  requireAutomated(request.kind, apps);
  await requireRemovable(request, apps, deps);
  if (requestKinds[request.kind].switches) await deps.inventory.requireApart(apps);
  if (request.kind === 'rollback' && request.to.kind === 'release') await requireRelease(request.to.id, apps, deps);
  const keys = apps.map(({ appKey }) => appKey);
  await requireUndoable(request, keys, deps);
  // From now on it is in use: pruning must not take it before the request is stored.
  if (source?.kind === 'upload' && !(await deps.packages.use(source.bundle)))
    throw new CodedError('BUNDLE_UNKNOWN', { bundle: source.bundle });
  return { apps, skipped, leftOut: [...found.leftOut, ...reasons] };
}

/**
 * All are those that can be used, and of named ones if the request says so: a row that cannot does not stop what is asked of the others,
 * and is named in the answer.
 */
async function targetsOf(
  request: Request,
  targets: Targets,
  deps: GatewayDeps,
): Promise<Omit<CheckedTargets, 'skipped'>> {
  const { kind } = request;
  const { inventory } = deps;
  if (kind === 'runOnHosts') return { apps: await appsOfHosts(request.hosts, deps), leftOut: [] };
  const at = 'at' in request ? request.at : undefined;
  if (at !== undefined) return { apps: await leftAt(at, targets, deps), leftOut: [] };
  if ((kind === 'remove' || kind === 'removal') && 'names' in targets) {
    const left = await leftOnHosts(targets.names, deps);
    if (left.length === targets.names.length) return { apps: left, leftOut: [] };
  }
  const found = await inventory.resolve(targets);
  if (!('all' in targets || targets.leaveOut)) return { apps: found, leftOut: [] };
  const { switches } = requestKinds[kind];
  const isMeant = ({ app, group, automated }: RowProblem): boolean =>
    'all' in targets ? automated : targets.names.some((name) => name === app || name === group);
  const problems = (await inventory.problems()).filter(
    (problem) => isMeant(problem) && (switches || !['PATHS_MEET', 'SERVICES_MEET'].includes(problem.trouble.code)),
  );
  const wrong = new Set(problems.map(({ id }) => id));
  const apps = found.filter(({ id }) => !wrong.has(id));
  // Then it is refused for what is wrong with them.
  if (apps.length === 0) return { apps: found, leftOut: [] };
  const different = [...new Map(problems.map(({ trouble }) => [rowProblem(trouble), trouble])).values()];
  const named = different.slice(0, mostNamed).map((trouble): Warning => {
    const text = rowProblem(trouble);
    return text.length > longestReason
      ? `left out: ${text.slice(0, longestReason)}`
      : statement('warning.leftOut', { error: errorInside(trouble, 'cause') });
  });
  const more = different.length - named.length;
  return { apps, leftOut: more > 0 ? [...named, statement('warning.leftOutMore', { n: more })] : named };
}

/** Apps that are not in the catalogue any more, as they were released, where their work still lies on hosts, which are as they are now. */
async function leftOnHosts(names: readonly string[], { inventory, views }: GatewayDeps): Promise<App[]> {
  const left = await views.leftovers(await inventory.keys(), names);
  return await onHostsNow(
    left.map(({ app }) => app),
    inventory,
  );
}

/** Apps as they were released to a host that they have left since. Throws PARAMETER_INVALID where nothing of one is known to lie there. */
async function leftAt(at: string, targets: Targets, deps: GatewayDeps): Promise<App[]> {
  const names = 'names' in targets ? targets.names : [];
  const left = (await appsLeftBehind(deps, names)).filter(({ host }) => host === at);
  const others = names.filter((name) => !left.some(({ appKey }) => appKey === name));
  if (left.length === 0 || others.length > 0) {
    const reason = `nothing of ${others.join(', ') || 'all'} is known to lie on ${at}: rexflow problems names what lies where`;
    throw new CodedError('PARAMETER_INVALID', { field: 'at', reason });
  }
  return await onHostsNow(left, deps.inventory);
}

/** The same apps on their hosts as these are now. */
async function onHostsNow(apps: readonly App[], inventory: GatewayDeps['inventory']): Promise<App[]> {
  const { hosts, outages } = await inventory.described();
  return apps.map((app) => {
    const [login, outage] = [hosts.loginOf(app.host), outages.get(hosts.nameOf(app.host))];
    return { ...app, ...(login && { login }), ...(outage && { outage }) };
  });
}

/**
 * Requires `auto_deloy` 1 of the apps of a changing request: others are changed by hand. An app that goes may have been switched off
 * before. Throws NOT_AUTOMATED naming them.
 */
export function requireAutomated(kind: RequestKind, apps: readonly App[]): void {
  if (kind === 'remove') return;
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
