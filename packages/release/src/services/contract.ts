import type { ScriptFile } from '#shell';
import type { App } from '../model/app.js';

/** The ways an application is started and stopped on its host. */
export const serviceKinds = ['init'] as const;

export type ServiceKind = (typeof serviceKinds)[number];

export interface ServiceType {
  /**
   * Functions of the host, in POSIX sh. Each may be called again after it was interrupted.
   *
   * `service_start` and `service_stop` ask for it and come back in `start_seconds` or `stop_seconds`; whether it happened is seen by
   * `service_pids`, which leaves the ids of the application's processes in `found` and how many they are in `many`, and takes no
   * other application's for them. `service_output` says what the two wrote, `service_said` prints the last of what a start wrote.
   * `service_name` and `service_starter` name it in messages, and `service_status` holds the status of the last start or stop.
   */
  script: ScriptFile;
  /** The values its functions expect of the application. */
  values: (app: App) => Record<string, string>;
}
