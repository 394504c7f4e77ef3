import type { Finding } from '#contract';
import type { ScriptFile } from '#shell';
import type { Facts } from '../model/instruction.js';
import type { App } from '../model/app.js';

export interface ServiceType {
  /**
   * Functions of the host, in POSIX sh, after those of lib/ that it names. Each may be called again after it was interrupted.
   *
   * `service_start`, `service_stop` and `service_reload` ask for it and come back in `start_seconds` or `stop_seconds`; whether it happened is seen by
   * `service_pids`, which leaves the ids of the application's processes in `found` and how many they are in `many`, and takes no
   * other application's for them; `main_found` and `restarts_seen` may hold the one of them that is its main one, and how often it was started
   * again by whoever keeps it running; `service_restarts` asks for that where it takes a program more. `service_reloads` fails where it cannot be told to load what is live, with `no_reload` as the reason. `service_stands` fails where whoever keeps it running says that it does not, whatever processes there are.
   * `service_pending` succeeds where there is no process and one comes by itself. `service_kill` signals them. `service_output` says what the calls wrote, `service_said` prints the last of what a start and the application wrote.
   * `service_runs` is `no` for what has no processes. `service_ready` succeeds when start and stop can be asked, `service_there` when at least something of their name is there, `service_fits` when it can be
   * started from the tree it is given, and
   * `service_unfit` ends the script with the error that says what is wrong; where a right is missing, `denied` holds the call, and `lacks` may hold a word for what else is. `service_lasts` fails where what was started
   * ends when the user who logged in has left. `service_reads` fails where nothing that can be seen, begun from the tree it is given, reads the variables in
   * `environment_file`, and `unread` names what does not, or what is not read. `service_name` and `service_starter` name it in messages, and `service_status` holds the status of the last call.
   */
  script: ScriptFile;
  /**
   * How its variables stand in a file on the host, `NAME="value"` on a line, where somebody else begins its processes, and so who logs in
   * or begins them reads it, or the owner of the application. Absent where what starts it gets them from the shell that calls it.
   */
  environment?: { escape: (value: string) => string; readByOwner?: true };
  /** The values its functions expect of the application. */
  values: (app: App) => Record<string, string>;
  /** What the doctor makes of `init`: `executable` when `service_ready` succeeded, `there` when only `service_there` did, or `absent`. */
  finding: (facts: Facts, app: App) => Finding;
}
