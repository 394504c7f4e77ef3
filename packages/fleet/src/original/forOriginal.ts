import { statement, type Statement } from '#contract';
import { withBuiltIn } from '../expand/layers.js';
import type { Fleet, FleetApp } from '../model/fleet.js';
import type { FleetHost } from '../settings/hosts.js';
import type { AppSettings, GroupSettings } from '../settings/settings.js';

/** What RexDeployV3 could do with an app of a fleet. */
export interface AppForOriginal {
  app: string;
  group: string;
  /** What keeps it from releasing the app; nothing where it can. */
  lacks: Statement[];
  /** What a release of it would be without. */
  loses: Statement[];
}

/** The settings that its columns hold, by their paths: whatever else is set, it knows nothing of. */
const inColumns = new Set([
  ...['title', 'note', 'kind', 'enabled', 'port', 'logs.directory', 'logs.file'],
  ...['paths.program', 'paths.config', 'paths.layout', 'paths.backup', 'paths.place'],
  ...['package.top', 'package.into', 'package.configFiles'],
  ...['service.type', 'service.script', 'service.process', 'service.restart'],
  ...['health', 'hooks.assemble.program', 'hooks.assemble.config'],
]);

const isIPv4 = (address: string): boolean => /^(\d{1,3}\.){3}\d{1,3}$/.test(address);
const sshPort = 22;

/** The paths of all that is set, as far down as columns are told apart. */
function pathsSet(value: unknown, path: string): string[] {
  if (value === undefined || value === null) return [];
  const isWhole = inColumns.has(path) || typeof value !== 'object' || Array.isArray(value);
  if (isWhole) return [path];
  return Object.entries(value).flatMap(([key, inner]) => pathsSet(inner, path === '' ? key : `${path}.${key}`));
}

/** Of health it takes one HTTP check, which it asks when it is done. */
function healthLost({ health }: AppSettings): string[] {
  const [first, ...others] = health ?? [];
  return first === undefined || (others.length === 0 && first.type === 'http') ? [] : ['health'];
}

function wayLacks(host: string, settings: FleetHost | undefined): Statement[] {
  const address = settings?.address ?? host;
  const { port = sshPort, jump } = settings?.login ?? {};
  return [
    ...(isIPv4(address) ? [] : [statement('original.address', { host, address })]),
    ...(port === sshPort ? [] : [statement('original.port', { host, port })]),
    ...(jump === undefined ? [] : [statement('original.jump', { host, jump })]),
  ];
}

function lacksOf({ host, settings }: FleetApp, { hosts }: Fleet): Statement[] {
  const { enabled, service, paths } = withBuiltIn(settings);
  const kind = service?.type ?? 'init';
  const needed = { config_dir: paths?.config, pro_init: service?.script, pro_key: service?.process };
  const empty = Object.entries(needed).flatMap(([column, value]) => (value ? [] : [column]));
  return [
    ...(enabled === false ? [statement('original.off')] : []),
    ...(kind === 'init' ? [] : [statement('original.kind', { kind })]),
    ...(kind === 'init' && empty.length > 0 ? [statement('original.lacks', { columns: empty })] : []),
    ...wayLacks(host, hosts.get(host)),
  ];
}

function losesOf({ settings }: FleetApp, group: GroupSettings | undefined): Statement[] {
  const { rollout, source } = group ?? {};
  const shared = settings.shared ?? [];
  const set = [...pathsSet(settings, ''), ...pathsSet({ rollout, source }, '').map((path) => path.split('.')[0]!)];
  const beyond = set.filter((path) => !inColumns.has(path) && path !== 'shared');
  const reload = settings.service?.restart === 'reload' ? ['service.restart: reload'] : [];
  const lost = [...new Set([...beyond, ...healthLost(settings), ...reload])].sort();
  return [
    ...(shared.length > 0 ? [statement('original.shared', { paths: [...shared] })] : []),
    ...(lost.length > 0 ? [statement('original.settings', { settings: lost })] : []),
  ];
}

/** Of each app of a fleet, whether RexDeployV3 could release it, and what it would lose. */
export const forOriginal = (fleet: Fleet): AppForOriginal[] =>
  [...fleet.apps].map(([app, found]) => ({
    ...{ app, group: found.group },
    lacks: lacksOf(found, fleet),
    loses: losesOf(found, fleet.groups.get(found.group)),
  }));
