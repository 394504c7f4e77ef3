import { CodedError, inEnglish, isOut, statement } from '#contract';
import {
  canonical,
  entryForms,
  mergeFleet,
  mergePatch,
  ownSettings,
  resolveApp,
  resolvedOfGroup,
  resolvedSettings,
  type AppEntry,
  type EntryKind,
  type Fleet,
  type GroupSettings,
  type FleetHost,
  type ReportFault,
} from '#fleet';
import { entryTag, hostNameOf } from '#inventory';
import type { User } from '#records';
import type { GatewayDeps } from '../../state/dependencies.js';
import { rolloutOrigins } from '../../requests/strategyFor.js';
import type { AuthenticatedCallHandler, RawCall, TokenHolder } from '../call/call.js';
import { changeCatalogue, quoted, tagGiven } from './changeCatalogue.js';

/** A call that changes an entry, of whatever kind. */
type EntryCall = TokenHolder &
  Pick<RawCall, 'headers'> & {
    path: Readonly<Partial<Record<'key' | 'name', string>>>;
    query: { readonly dryRun?: 'true' | 'false' };
    body: unknown;
  };
type Change = (call: EntryCall, deps: GatewayDeps) => ReturnType<typeof changeCatalogue>;

/** An entry as its endpoint has it: a host, the settings of a group, or an app with what it has of its own. */
type SettingsKind = Exclude<EntryKind, 'outage'>;
type EntryForm = FleetHost | GroupSettings | AppEntry;

const places: Readonly<Record<SettingsKind, string>> = { host: 'hosts', group: 'groups', app: 'apps' };

/** An app of a fleet with what it has of its own. */
function appEntry({ apps, groups }: Fleet, name: string, environment: string): AppEntry | undefined {
  const app = apps.get(name);
  if (!app) return undefined;
  const { group, host, settings } = app;
  return { group, host, ...ownSettings(groups.get(group) ?? {}, settings, { app: name, host, group, environment }) };
}

function entryOf(fleet: Fleet, kind: EntryKind, name: string, environment: string): EntryForm | undefined {
  if (kind === 'host') return fleet.hosts.get(name);
  return kind === 'group' ? fleet.groups.get(name) : appEntry(fleet, name, environment);
}

const unknown: Readonly<Record<SettingsKind, (name: string) => CodedError>> = {
  host: (host) => new CodedError('HOST_UNKNOWN', { host }),
  group: (group) => new CodedError('GROUP_UNKNOWN', { group }),
  app: (app) => new CodedError('APP_ABSENT', { app }),
};

/** The fleet with one entry in the place of what stood there. */
function withEntry(
  fleet: Fleet,
  kind: EntryKind,
  name: string,
  entry: EntryForm,
  environment: string,
  report: ReportFault,
): Fleet {
  const nothing: Fleet = { hosts: new Map(), groups: new Map(), apps: new Map(), outages: new Map() };
  const merged = (stated: Partial<Fleet>): Fleet =>
    mergeFleet(fleet, { ...nothing, ...stated }, { environment, prune: false });
  if (kind === 'host') return merged({ hosts: new Map([[name, entry as FleetHost]]) });
  if (kind === 'group') return merged({ groups: new Map([[name, canonical(entry as GroupSettings)]]) });
  const { group, host, ...own } = entry as AppEntry;
  const settings = resolveApp(fleet.groups.get(group) ?? {}, own, { app: name, host, group, environment }, report);
  return merged({ apps: new Map([[name, { group, host, settings }]]) });
}

/** The fleet without one entry. */
function withoutEntry(fleet: Fleet, kind: SettingsKind, name: string): Fleet {
  const without = <T>(map: ReadonlyMap<string, T>): Map<string, T> => new Map([...map].filter(([key]) => key !== name));
  if (kind === 'host') return { ...fleet, hosts: without(fleet.hosts) };
  return kind === 'group' ? { ...fleet, groups: without(fleet.groups) } : { ...fleet, apps: without(fleet.apps) };
}

const appsWhere = ({ apps }: Fleet, holds: (app: { group: string; host: string }) => boolean): string[] =>
  [...apps].filter(([, app]) => holds(app)).map(([name]) => name);

/** Reports a group that has apps: without its settings it would still be there. */
function checkEmpty(fleet: Fleet, name: string, report: ReportFault): void {
  const apps = appsWhere(fleet, ({ group }) => group === name);
  const shown = apps.length > 5 ? statement('names.more', { names: apps.slice(0, 5), n: apps.length - 5 }) : apps;
  if (apps.length > 0) report(['groups', name], statement('entry.groupUsed', { apps: shown }));
}

interface EntryChange {
  kind: SettingsKind;
  name: string;
  user: User;
  ifMatch: string | undefined;
  dryRun: boolean;
  /** The entry as it is to be; undefined where it is to go. */
  change(standing: EntryForm | undefined): unknown;
}

/** The tag of what is not there: whoever gives it adds, and replaces nothing. */
const absentTag = 'none';

/** Changes one entry. A tag is that of the entry or of the whole catalogue, whichever was seen. */
function changeEntry(deps: GatewayDeps, { kind, name: called, user, ifMatch, dryRun, change }: EntryChange) {
  const { environment } = deps.config;
  const given = tagGiven(ifMatch);
  // The tag of the catalogue begins with its revision.
  const ofAll = given !== undefined && /^\d+-/.test(given) ? given : undefined;
  return changeCatalogue(deps, {
    user,
    tag: ofAll,
    dryRun,
    edit: (standing, report) => {
      const name = kind === 'host' ? hostNameOf(standing, called) : called;
      const tag = entryTag(standing, kind, name);
      if (given === absentTag && tag !== null) throw new CodedError('ENTRY_EXISTS', { kind, name });
      if (given !== undefined && ofAll === undefined && given !== (tag ?? absentTag)) {
        const of = { kind: statement(`kind.${kind}`), name };
        const entry = JSON.stringify(entryOf(standing, kind, name, environment))?.slice(0, 4000) ?? '';
        const now = tag === null ? statement('moved.gone', of) : statement('moved.other', { ...of, entry });
        throw new CodedError('FLEET_MOVED', { changes: [inEnglish(now).message], statements: [now] });
      }
      const wanted = change(entryOf(standing, kind, name, environment));
      if (wanted === undefined) {
        if (kind === 'group') checkEmpty(standing, name, report);
        return withoutEntry(standing, kind, name);
      }
      const tell: ReportFault = (path, problem) => {
        report([places[kind], name, ...path], problem);
      };
      return entryForms[kind](wanted, tell) ? withEntry(standing, kind, name, wanted, environment, tell) : standing;
    },
  });
}

/** Changes the entry that the path of a call names, as its body says. */
const changing =
  (change: (standing: EntryForm | undefined, body: unknown, none: CodedError) => unknown) =>
  (kind: SettingsKind): Change =>
  ({ path: { key, name = key ?? '' }, body, query, headers, user }, deps) =>
    changeEntry(deps, {
      ...{ kind, name, user, ifMatch: headers['if-match'], dryRun: query.dryRun === 'true' },
      change: (standing) => change(standing, body, unknown[kind](name)),
    });

const there = (standing: EntryForm | undefined, none: CodedError): EntryForm => {
  if (standing === undefined) throw none;
  return standing;
};
const put = changing((_standing, body) => body);
const patch = changing((standing, body, none) => mergePatch(there(standing, none), body));
const remove = changing((standing, _body, none) => void there(standing, none));

/** PUT, PATCH and DELETE of /v1/apps/:key, /v1/groups/:name, /v1/hosts/:name. Throw FLEET_INVALID, FLEET_MOVED, and for what is not there the error of its kind. */
export const [putApp, putGroup, putHost] = [put('app'), put('group'), put('host')];
export const [patchApp, patchGroup, patchHost] = [patch('app'), patch('group'), patch('host')];
export const [deleteApp, deleteGroup, deleteHost] = [remove('app'), remove('group'), remove('host')];

/** GET /v1/groups/:name: a group with its settings. Throws GROUP_UNKNOWN. */
export const getGroup: AuthenticatedCallHandler<'getGroup'> = async ({ path: { name } }, { fleet: store, config }) => {
  const { fleet } = await store.read();
  const settings = fleet.groups.get(name);
  if (settings === undefined) throw unknown.group(name);
  const tag = entryTag(fleet, 'group', name)!;
  const apps = appsWhere(fleet, ({ group }) => group === name);
  const resolved = [...resolvedOfGroup(settings), ...rolloutOrigins(config, name, settings.rollout)];
  return { status: 200, body: { tag, name, apps, settings, resolved }, headers: { ETag: quoted(tag) } };
};

/** GET /v1/hosts/:name: a host with the apps on it. Throws HOST_UNKNOWN. */
export const getHost: AuthenticatedCallHandler<'getHost'> = async ({ path }, { fleet: store, now }) => {
  const { fleet } = await store.read();
  const name = hostNameOf(fleet, path.name);
  const settings = fleet.hosts.get(name) ?? null;
  const apps = appsWhere(fleet, ({ host }) => host === name);
  if (settings === null && apps.length === 0) throw unknown.host(name);
  const tag = entryTag(fleet, 'host', name) ?? absentTag;
  const known = fleet.outages.get(name);
  const outage = known !== undefined && isOut(known, now()) ? known : null;
  return { status: 200, body: { tag, name, apps, settings, outage }, headers: { ETag: quoted(tag) } };
};

/** GET /v1/apps/:key/settings: what counts for an app, and where it is said. Throws APP_UNKNOWN. */
export const getAppSettings: AuthenticatedCallHandler<'getAppSettings'> = async (
  { path: { key } },
  { fleet: store, config },
) => {
  const { fleet } = await store.read();
  const { environment } = config;
  const entry = appEntry(fleet, key, environment);
  if (entry === undefined) throw unknown.app(key);
  const { group, host, settings } = fleet.apps.get(key)!;
  const resolved = resolvedSettings(fleet.groups.get(group) ?? {}, settings, { app: key, host, group, environment });
  const tag = entryTag(fleet, 'app', key)!;
  return { status: 200, body: { tag, name: key, entry, resolved }, headers: { ETag: quoted(tag) } };
};
