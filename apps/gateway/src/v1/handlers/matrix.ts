import type { EnvironmentView, MatrixCellView, MatrixView } from '#api';
import { redact, withoutLogin } from '#contract';
import { rowCures } from '#inventory';
import type { RunningGroup } from '#records';
import type { App } from '#release';
import type { EnvironmentSeen } from '../../environments/environmentReader.js';
import { promotionOf, sourcesInOrder } from '../../environments/promotion.js';
import type { GatewayDeps } from '../../state/dependencies.js';
import { lookingNow } from './looking.js';
import { unusableRowsOf } from './unusableRows.js';
import type { AuthenticatedCallHandler } from '../call/call.js';
import { unusableCells, unusableInMatrix } from '../presenters/unusable.js';
import { mostRows, nameCursorOf, nameOf } from '../call/cursor.js';

/** Kinds of releases that are listed of one cell. */
const mostShares = 10;

/** GET /v1/environments: the environments of config.yml. */
export const listEnvironments: AuthenticatedCallHandler<'listEnvironments'> = (_call, deps) =>
  Promise.resolve({ status: 200, body: { items: environmentsOf(deps) } });

function environmentsOf({ config }: GatewayDeps): EnvironmentView[] {
  const { sources } = config.environments[config.environment]!;
  return Object.entries(config.environments).map(([name, { description, production, url }]) => ({
    ...{ name, description, production, own: name === config.environment, source: sources.includes(name) },
    url: url === '' ? null : redact(withoutLogin(url)),
  }));
}

function cellOf(environment: string, origin: MatrixCellView['origin'], { seen, main, shares }: RunningGroup) {
  const { version, commit } = redact(main?.provenance ?? {});
  const cell: MatrixCellView = {
    ...{ environment, origin, state: seen.state },
    version: version ?? null,
    commit: commit ?? null,
    stamp: main?.stamp ?? null,
    release: main?.id ?? null,
    since: main?.since.toISOString() ?? null,
    by: main?.by ?? null,
    apps: seen.releases.reduce((sum, { apps }) => sum + apps.length, 0) + seen.unknown.length,
    shares: shares.slice(0, mostShares).map(({ provenance, stamp, apps }) => ({
      version: redact(provenance).version ?? null,
      ...{ stamp, apps },
    })),
    drifted: seen.drifted.length,
    unknown: seen.unknown.length,
    stopped: seen.stopped.length,
  };
  return cell;
}

/** The automated apps of each group. */
function byGroup(apps: readonly App[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { group, appKey, automated } of apps)
    if (automated) groups.set(group, [...(groups.get(group) ?? []), appKey]);
  return groups;
}

async function ownApps(group: string | undefined, { inventory }: GatewayDeps): Promise<App[]> {
  return group === undefined
    ? await inventory.every()
    : await inventory.page({ group }, { after: -1, limit: Number.MAX_SAFE_INTEGER });
}

/** GET /v1/matrix: a page of the groups, with what each runs in every environment. */
export const getMatrix: AuthenticatedCallHandler<'getMatrix'> = async ({ query }, deps) => {
  const { config, environments, views } = deps;
  const { group, limit = mostRows, cursor } = query;
  const after = cursor === undefined ? '' : nameOf(cursor);
  const own = config.environment;
  const names = Object.keys(config.environments);
  const [apps, mine, ...others] = await Promise.all([
    ownApps(group, deps),
    unusableRowsOf(deps, { group }),
    ...names.filter((name) => name !== own).map(async (name) => ({ name, ...(await environments.see(name)) })),
  ]);
  const seen = new Map(
    others.flatMap((one): [string, EnvironmentSeen][] => ('groups' in one ? [[one.name, one]] : [])),
  );
  const groups = byGroup(apps);
  const all = [...new Set([...groups.keys(), ...[...seen.values()].flatMap((one) => [...one.groups.keys()])])]
    .filter((name) => name > after && (group === undefined || name === group))
    .sort();
  const page = all.slice(0, limit);
  const ownRunning = await views.groupsRunning(
    new Map(page.flatMap((name): [string, string[]][] => (groups.has(name) ? [[name, groups.get(name)!]] : []))),
    lookingNow(deps, apps),
  );
  const elsewhere = [...seen].flatMap(([name, { unusable, problems }]) => {
    const environment = config.environments[name]!;
    const { host, port, database } = environment.mysql;
    return unusableCells(
      { environment: name, database: `${host}:${port}/${database}` },
      unusable.filter((row) => group === undefined || row.group === group),
      rowCures(problems, environment, { ours: false }),
    );
  });
  const sources = sourcesInOrder(names, own, config.environments[own]!.sources);
  const body: MatrixView = {
    environments: names.map((name) => {
      const other = others.find((one) => one.name === name);
      return {
        ...{ name, own: name === own },
        readAt:
          (other && ('readAt' in other ? other.readAt : null)?.toISOString()) ??
          (other ? null : deps.now().toISOString()),
        problem: other && 'problem' in other ? redact(other.problem) : null,
        ...(other && 'problem' in other ? { statement: redact(other.statement) } : {}),
      };
    }),
    items: page.map((name) => {
      const here = ownRunning.get(name);
      const cells = names.flatMap((environment): MatrixCellView[] => {
        if (environment === own) return here ? [cellOf(own, 'own', here)] : [];
        const there = seen.get(environment);
        const running = there?.groups.get(name);
        return running ? [cellOf(environment, there!.origin, running)] : [];
      });
      const offered = sources.map((environment) => ({
        environment,
        main: seen.get(environment)?.groups.get(name)?.main ?? null,
      }));
      return { group: name, cells, promote: here ? promotionOf(offered, here.main) : null };
    }),
    next: all.length > limit ? nameCursorOf(page.at(-1)!) : null,
    ...(cursor === undefined
      ? unusableInMatrix([...unusableCells({ environment: own }, mine.rows, mine.cureOf), ...elsewhere])
      : {}),
  };
  return { status: 200, body };
};
