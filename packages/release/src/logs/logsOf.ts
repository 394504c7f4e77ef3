import type { App } from '../model/app.js';

/** Where an application writes its log, as scripts of its host are told. */
export interface AppLogs {
  log_app: string;
  log_dir: string;
  /** The name of the file; where it holds a date, what stands before it, as date(1) is to write it, and what stands behind it. */
  log_before: string;
  log_dated: string;
  log_after: string;
  /** Its unit of systemd, for what has no directory of logs. */
  log_manager: string;
  log_unit: string;
}

/** The arguments that AppLogs gives to a script. */
export const logArgs = [
  ...(['log_app', 'log_dir', 'log_before', 'log_dated', 'log_after'] as const),
  ...(['log_manager', 'log_unit'] as const),
] as const;

const column = ({ row }: App, name: string): string => String(row[name] ?? '');

/** The log of an app: `file` of its directory, or the one that is set, in which `#` stands in front of a date, and behind it. */
export function logsOf(app: App, file?: string): AppLogs {
  const [before = '', dated = '', ...after] = file === undefined ? column(app, 'logfile').split('#') : [file];
  const unit = app.service?.type === 'systemd' ? app.service : null;
  return {
    log_app: app.appKey,
    log_dir: column(app, 'log_dir'),
    ...{ log_before: before, log_dated: dated, log_after: after.join('#') },
    ...{ log_manager: unit?.manager ?? '', log_unit: unit?.unit ?? '' },
  };
}
