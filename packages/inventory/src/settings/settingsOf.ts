import { canonical, type AppSettings } from '#fleet';
import type { Row } from '#mysql';
import { directory, listColumn, textColumn } from '../rows/columns.js';
import { columnCheck } from '../rows/health.js';

/** The settings that a row of the catalogue holds, canonical; what its columns say in no way of ours is left out. */
export function settingsOf(row: Row): AppSettings {
  const text = (column: string): string => textColumn(row, column);
  const flagged = (column: string): boolean => text(column) === '1';
  const title = text('server_name');
  const port = /^\d{1,5}$/.test(text('pro_port')) ? Number(text('pro_port')) : 0;
  const listed = !['', '0'].includes(text('configure_file_status'));
  const check = columnCheck(row);
  return canonical({
    title: title === text('app_key') ? '' : title,
    note: text('note'),
    kind: text('pro_type'),
    enabled: text('auto_deloy') === '1',
    port: port > 0 && port < 65_536 ? port : null,
    logs: { directory: directory(row, 'log_dir'), file: text('logfile') },
    paths: {
      program: directory(row, 'pro_dir'),
      config: directory(row, 'config_dir'),
      layout: text('is_deloy_dir') === '1' ? 'nested' : 'separate',
      backup: flagged('backupdir_same_level') ? 'beside' : 'backup_dir',
      place: flagged('deploydir_same_level') ? 'beside' : 'baseapp_dir',
    },
    package: {
      top: listColumn(row, 'checkdir'),
      into: text('predir'),
      configFiles: listed ? listColumn(row, 'configure_file_list') : [],
    },
    service: {
      script: text('pro_init'),
      process: text('pro_key'),
      restart: flagged('is_restart_status') ? 'never' : 'restart',
    },
    health: check === null ? [] : [check],
    hooks: { assemble: { program: text('local_pro_cmd'), config: text('local_conf_cmd') } },
  });
}
