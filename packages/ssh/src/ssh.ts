import type { CommandResult } from '#shell';
import type { CarryOptions, CarryResult } from './transfer/transferOptions.js';
import type { RunOptions } from './run/runOptions.js';
import type { Target } from './login/types.js';

/** The way to machines. Connections are opened when needed, shared, kept, and closed when idle. */
export interface Ssh {
  /**
   * Runs a script on a machine. What the command itself did wrong is in the result; thrown is only Trouble of not getting
   * there: UNREACHABLE, AUTHENTICATION, HOST_KEY_CHANGED, HOST_KEY_UNKNOWN, CANCELLED (before it began), SHUTTING_DOWN.
   */
  run(target: Target, options: RunOptions): Promise<CommandResult>;
  /**
   * Carries a directory by rsync, or by tar where a side has no rsync. Throws Trouble: that of `run`, and TRANSFER_FAILED,
   * NOT_WRITABLE, DISK_FULL, CONNECTION_LOST, DEADLINE, CANCELLED.
   */
  carry(target: Target, options: CarryOptions): Promise<CarryResult>;
  /** Whether a connection to a machine stands, so that nothing has to be waited for. */
  stands(target: Target): boolean;
  /** Resolves when a connection to a machine stands. Throws as `run` does when there is none to be had. */
  reach(target: Target, signal: AbortSignal): Promise<void>;
  /** Connections that are open or being opened. */
  connections(): number;
  /** Ends every connection; resolves when all are closed. What still runs on them ends as connection lost. */
  close(): Promise<void>;
}
