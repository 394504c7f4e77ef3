import type { Row } from '#mysql';
import type { App } from '#release';
import { below, directory, listColumn, textColumn } from './columns.js';
import { flaws, incomplete } from './flaws.js';
import { besideOf } from '../beside/besideRow.js';
import { healthOf } from './health.js';
import { packagingOf } from '../beside/packagingOf.js';
import { serviceOf } from './serviceOf.js';
import { hooksOf, variablesOf } from '../beside/hooksOf.js';
import { fileOwnerOf } from '../beside/fileOwnerOf.js';
import { hostTable } from '../hosts/hostTable.js';
import type { Described } from '../hosts/readDescribed.js';

function listedConfig(row: Row): string[] | null {
  // A status without a list would leave an app without any config; the whole directory loses nothing.
  if (['', '0'].includes(textColumn(row, 'configure_file_status'))) return null;
  const files = listColumn(row, 'configure_file_list').map(below);
  return files.length === 0 ? null : files;
}

/** The values of a row as JSON; rows are wide and empty for the most part. */
function held(row: Row): App['row'] {
  const kept: App['row'] = {};
  for (const [column, value] of Object.entries(row)) {
    if (typeof value === 'string' || typeof value === 'number') kept[column] = value;
    else if (value !== null && value !== undefined) kept[column] = String(value);
  }
  return kept;
}

const nothing: Omit<Described, 'text' | 'sources'> = {
  hosts: hostTable(new Map()),
  rollouts: new Map(),
  outages: new Map(),
  beside: new Map(),
  besideGroups: new Map(),
};

/** One app from its row of the catalogue, and what is said of its host and its group. Throws APP_INCOMPLETE naming every column that is empty or cannot be used. */
export function toApp(row: Row, described = nothing): App {
  const columns = flaws(row, described);
  if (columns.length > 0) throw incomplete(row, columns);
  return asItStands(row, described);
}

/** The same of a row as it stands, whether it can be used or not: what is empty there is empty here. */
export function asItStands(row: Row, described: Omit<Described, 'text' | 'sources'>): App {
  const { hosts, rollouts, outages } = described;
  const group = textColumn(row, 'local_name');
  const rollout = rollouts.get(group);
  const outage = outages.get(hosts.nameOf(textColumn(row, 'network_ip')));
  const own = besideOf(textColumn(row, 'app_key'), group, described);
  const { onDrift } = own;
  const login = hosts.loginOf(textColumn(row, 'network_ip'));
  return {
    id: Number(row['id']),
    appKey: textColumn(row, 'app_key'),
    group,
    host: textColumn(row, 'network_ip'),
    ...(login && { login }),
    ...(rollout && { rollout }),
    ...(onDrift && { onDrift }),
    ...(outage && { outage }),
    ...(own.shared?.length && { shared: own.shared }),
    ...(own.paths?.shared && { sharedRoot: own.paths.shared.replace(/\/+$/, '') }),
    layout: textColumn(row, 'is_deloy_dir') === '1' ? 'nested' : 'separate',
    programLink: directory(row, 'pro_dir'),
    configLink: directory(row, 'config_dir'),
    init: textColumn(row, 'pro_init'),
    processKey: textColumn(row, 'pro_key'),
    automated: textColumn(row, 'auto_deloy') === '1',
    ...serviceOf(own.service ?? {}, textColumn(row, 'is_restart_status') === '1' ? 'never' : 'restart'),
    listedConfig: listedConfig(row),
    backupBeside: textColumn(row, 'backupdir_same_level') === '1',
    deployBeside: textColumn(row, 'deploydir_same_level') === '1',
    checkdir: listColumn(row, 'checkdir').map((name) => name.replace(/\/+$/, '')),
    predir: below(textColumn(row, 'predir')),
    ...packagingOf(own.package ?? {}),
    ...hooksOf(own),
    ...fileOwnerOf(own),
    ...(own.variables && { variables: variablesOf(own.variables) }),
    programCommand: textColumn(row, 'local_pro_cmd'),
    configCommand: textColumn(row, 'local_conf_cmd'),
    health: healthOf(row, own.health),
    row: held(row),
  };
}
