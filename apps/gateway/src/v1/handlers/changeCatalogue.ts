import { asCodedError, CodedError, statement, type Statement } from '#contract';
import type { Fleet, FleetChange, ReportFault } from '#fleet';
import type { FleetEdited } from '#inventory';
import type { CatalogueChange, User } from '#records';
import { leftOutMembers } from '../call/leftOut.js';
import type { GatewayDeps } from '../../state/dependencies.js';

/** A change of the catalogue as a caller asks for it. */
export interface CatalogueEdit {
  user: User;
  /** See `FleetEdit.tag`. */
  tag?: string | undefined;
  dryRun: boolean;
  /** What the audit is told beside what is changed. */
  why?: Readonly<Record<string, string>>;
  edit(standing: Fleet, report: ReportFault): Fleet;
}

/** Names of changed entries, as the audit shows them. */
const few = (names: readonly string[]): string =>
  names.length > 20 ? `${names.slice(0, 20).join(', ')} and ${names.length - 20} more` : names.join(', ');

const named = (changes: readonly FleetChange[], what: FleetChange['change']): [string, string][] => {
  const names = changes.filter(({ change }) => change === what).map(({ kind, name }) => `${kind} ${name}`);
  return names.length === 0 ? [] : [[what, few(names)]];
};

/** What the audit and those who follow events hear of a change. */
function changeOf(
  { user, why = {} }: Pick<CatalogueEdit, 'user' | 'why'>,
  { changes, tag }: FleetEdited,
): CatalogueChange {
  const kinds = (['added', 'changed', 'removed'] as const).flatMap((what) => named(changes, what));
  const details = { ...Object.fromEntries(kinds), ...why, tag };
  return {
    entry: { user: user.name, action: 'change catalogue', job: null, details },
    changes: changes.map(({ kind, name, change }) => ({ kind, name, change })),
  };
}

/** Changes the catalogue in the name of a user, and notes it in the audit and among the events. Throws FLEET_INVALID, FLEET_MOVED. */
export async function changeCatalogue(deps: GatewayDeps, asked: CatalogueEdit) {
  const { user, tag, dryRun, edit } = asked;
  const edited = await deps.fleet.change({
    author: user.name,
    tag,
    dryRun,
    edit,
    reasonsToKeep: (apps, standing) => reasonsToKeep(deps, apps, standing),
    noteDown: (sql, made) => deps.records.noteCatalogueChange(sql, changeOf(asked, made)),
  });
  const { changes, leftOut } = edited;
  const applied = !dryRun;
  if (applied && changes.length > 0)
    deps.log.info({ user: user.name, changes: changes.length, tag: edited.tag }, 'catalogue changed');
  return {
    status: 200 as const,
    body: { applied, changes, tag: edited.tag, ...leftOutMembers(leftOut), ...(await underWayMember(deps, edited)) },
    headers: { ETag: quoted(edited.tag) },
  };
}

/** Says what is under way as a member of the answer; without it where that cannot be read, since the change counts already. */
async function underWayMember(deps: GatewayDeps, edited: FleetEdited) {
  try {
    return { underWay: await underWay(deps, edited) };
  } catch (thrown) {
    deps.log.warn({ reason: asCodedError(thrown).message, tag: edited.tag }, 'what the change meets is not known');
    return {};
  }
}

/** The requests that hold apps of a change, also where it is about their hosts or groups: none of them is touched by it. */
async function underWay({ views }: GatewayDeps, { changes, fleet }: FleetEdited) {
  const of = (kind: FleetChange['kind']): Set<string> =>
    new Set(changes.flatMap((one) => (one.kind === kind && one.change === 'changed' ? [one.name] : [])));
  const [named, hosts, groups] = [of('app'), of('host'), of('group')];
  const keys = [...fleet.apps].flatMap(([app, { host, group }]) =>
    named.has(app) || hosts.has(host) || groups.has(group) ? [app] : [],
  );
  if (keys.length === 0) return [];
  const found = new Map<string, { release: string; action: string; caller: string; apps: string[] }>();
  for (const { requestId: release, action, caller, appKey } of await views.leases(keys)) {
    const known = found.get(release);
    if (known) known.apps.push(appKey);
    else found.set(release, { release, action, caller, apps: [appKey] });
  }
  return [...found.values()];
}

export const quoted = (tag: string): string => `"${tag}"`;

/** The tag of an If-Match header; undefined for none, and for `*`. Throws PARAMETER_INVALID for what is no tag. */
export function tagGiven(header: string | undefined): string | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const [, tag] = /^\s*(?:W\/)?"([^"]{1,200})"\s*$/.exec(header) ?? [];
  if (tag === undefined)
    throw new CodedError('PARAMETER_INVALID', { field: 'If-Match', reason: 'must be one tag in quotes' });
  return tag;
}

async function reasonsToKeep(
  { views }: GatewayDeps,
  apps: readonly string[],
  standing: Fleet,
): Promise<ReadonlyMap<string, Statement>> {
  const [leases, live] = await Promise.all([views.leases(apps), views.live(apps)]);
  const reasons = new Map<string, Statement>();
  for (const app of apps) {
    const enabled = standing.apps.get(app)?.settings.enabled !== false;
    if (live.has(app) && enabled) reasons.set(app, statement('app.live'));
  }
  for (const { appKey, action, caller, requestId } of leases)
    reasons.set(appKey, statement('app.busy', { caller, action, job: requestId }));
  return reasons;
}
