import { withBuiltIn, type AppSettings } from '#fleet';
import { checkOfColumns } from '../beside/besideHealth.js';

/** The columns that settings stand in, with the setting of each, for messages. */
export const settingOf = {
  server_name: 'title',
  note: 'note',
  pro_type: 'kind',
  auto_deloy: 'enabled',
  pro_port: 'port',
  log_dir: 'logs.directory',
  logfile: 'logs.file',
  pro_dir: 'paths.program',
  config_dir: 'paths.config',
  is_deloy_dir: 'paths.layout',
  backupdir_same_level: 'paths.backup',
  deploydir_same_level: 'paths.place',
  checkdir: 'package.top',
  predir: 'package.into',
  configure_file_list: 'package.configFiles',
  configure_file_status: 'package.configFiles',
  pro_init: 'service.script',
  pro_key: 'service.process',
  is_restart_status: 'service.restart',
  url: 'health[0].url',
  header: 'health[0].headers',
  params: 'health[0].body',
  requirecode: 'health[0].expect.status',
  require: 'health[0].expect.body',
  local_pro_cmd: 'hooks.assemble.program',
  local_conf_cmd: 'hooks.assemble.config',
  local_name: 'group',
  network_ip: 'host',
  app_key: 'name',
} as const;

/** The setting that stands in a column of an app's row; null for a column that names the app itself, and for others. */
export const settingOfColumn = (column: string): string | null =>
  column === 'app_key' || !Object.hasOwn(settingOf, column) ? null : settingOf[column as SettingColumn];

export type SettingColumn = keyof typeof settingOf;
/** Values of columns; null where there is nothing to say. */
export type Columns = Readonly<Record<SettingColumn, string | null>>;

const some = (value: string | undefined | null): string | null => value || null;
const joined = (items: readonly string[] | undefined | null): string | null => some(items?.join(','));

/** What the columns of a row hold for an app with these settings, whose host stands there as `address`. */
export function rowColumns(
  name: string,
  { group, address, settings }: { group: string; address: string; settings: AppSettings },
): Columns {
  const whole = withBuiltIn(settings);
  const { paths, logs, service, hooks, package: rules, health } = whole;
  const check = checkOfColumns(health);
  const headers = Object.entries(check?.headers ?? {}).map(([header, value]) => `${header}:${value}`);
  return {
    app_key: name,
    local_name: group,
    network_ip: address,
    server_name: whole.title ?? name,
    note: some(whole.note),
    pro_type: some(whole.kind),
    auto_deloy: whole.enabled === false ? '0' : '1',
    pro_port: typeof whole.port === 'number' ? String(whole.port) : null,
    log_dir: some(logs?.directory),
    logfile: some(logs?.file),
    pro_dir: some(paths?.program),
    config_dir: some(paths?.config),
    is_deloy_dir: paths?.layout === 'nested' ? '1' : '2',
    backupdir_same_level: paths?.backup === 'beside' ? '1' : '0',
    deploydir_same_level: paths?.place === 'beside' ? '1' : '0',
    checkdir: joined(rules?.top),
    predir: some(rules?.into),
    configure_file_list: joined(rules?.configFiles),
    configure_file_status: joined(rules?.configFiles) === null ? '0' : '1',
    pro_init: some(service?.script),
    pro_key: some(service?.process),
    is_restart_status: service?.restart === 'never' ? '1' : '0',
    url: some(check?.url),
    header: some(headers.join(';')),
    params: some(check?.body),
    requirecode: check?.expect?.status?.[0] === undefined ? null : String(check.expect.status[0]),
    require: some(check?.expect?.body),
    local_pro_cmd: some(hooks?.assemble?.program),
    local_conf_cmd: some(hooks?.assemble?.config),
  };
}

/** The columns whose absence takes nothing from an app: what they would hold is what is meant without them. */
export const saysNothing = (column: SettingColumn, value: string | null): boolean =>
  value === null || (value === '0' && !['auto_deloy'].includes(column)) || (column === 'pro_type' && value === 'app');
